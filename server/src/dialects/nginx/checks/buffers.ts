import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
import { parseSize } from '../measures.ts';
import { quoted } from '../quoted.ts';
import { chain, type Entry, type Scope, scalar } from '../scope.ts';
import { faultAtHead } from './fault.ts';
import type { Site } from './site.ts';

const FAMILIES = ['proxy', 'fastcgi', 'uwsgi', 'scgi'];
const NAMES = ['buffer_size', 'buffers', 'busy_buffers_size', 'temp_file_write_size'];
/** Bytes of a page of memory, the size of buffers that nobody sets. */
const PAGE = 4096;

/**
 * nginx: `there must be at least 2 "proxy_buffers"`, `"proxy_busy_buffers_size" must be less than the size of all
 * "proxy_buffers" minus one buffer`, and their kin, of every block from the servers on with what it inherits (measured on 1.22).
 */
export function unfitBuffers({
  configuration: { all },
  servers,
  complete,
}: Site): readonly LanguageFault[] {
  if (!complete) return [];
  return FAMILIES.flatMap((family) => {
    const last = new Map<Scope, Entry>();
    for (const name of NAMES)
      for (const entry of all.get(`${family}_${name}`) ?? []) last.set(entry.scope, entry);
    return [...last].flatMap(([scope, entry]) => {
      const isInForce =
        scope.kind === 'http'
          ? servers.some((server) => !last.has(server.scope))
          : [...chain(scope)].some(({ kind }) => kind === 'http');
      const advice = isInForce ? adviceOn(scope, family) : undefined;
      if (advice === undefined) return [];
      const message = l10n.t`The buffers of ${quoted(family)} do not fit together here, and nginx refuses the file. ${advice}`;
      return [faultAtHead(entry, { code: 'invalid-value', message })];
    });
  });
}

function adviceOn(scope: Scope, family: string): string | undefined {
  const argsOf = (name: string) => scalar(scope, `${family}_${name}`)?.args ?? [];
  const sizeOf = (name: string) => parseSize(argsOf(name)[0] ?? '');
  const [count = '8', each = ''] = argsOf('buffers');
  const one = parseSize(each) ?? PAGE;
  const largest = Math.max(sizeOf('buffer_size') ?? PAGE, one);
  const busy = sizeOf('busy_buffers_size') ?? 2 * largest;
  const rest = (Number(count) - 1) * one;
  if (rest === 0) return l10n.t`Write 2 or more ${family}_buffers.`;
  const written = sizeOf('temp_file_write_size') ?? largest;
  if (busy < largest || written < largest)
    return l10n.t`Write no size that is under ${largest} for ${family}_busy_buffers_size and ${family}_temp_file_write_size.`;
  if (busy <= rest) return undefined;
  return l10n.t`Write ${family}_buffers so that all but one hold the ${busy} bytes that may be busy.`;
}
