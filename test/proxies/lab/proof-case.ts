import type { Verdict } from '../../../server/src/delivery/verdict.ts';
import { endpoints, type OperationId } from '../../../server/src/stigman/endpoints.ts';

export type Verdicts = Partial<Record<OperationId, Verdict>>;

/** What the comments at the head of a fixture promise. */
export interface ProofCase {
  readonly name: string;
  readonly text: string;
  /** `# rule: short-read-timeout` */
  readonly rule: string;
  /** `# mount: /stigman/`; "/" where absent. */
  readonly mount: string;
  /** `# breaks: streamStateSse cut, logSocket cut`: measured before the fix; all `ok` after it. */
  readonly breaks: Verdicts;
  /** `# keeps: cloneCollection ok`: measured before and after. */
  readonly keeps: Verdicts;
  /** `# scheme: https`; "http" where absent. */
  readonly scheme: 'http' | 'https';
  /** `# forges: ssl-client-cert on /realms/x`: a client's own header reaches Keycloak before, not after. */
  readonly forges: { readonly header: string; readonly path: string } | undefined;
}

/** Reads a fixture; throws where its head promises nothing. */
export function readCase(name: string, text: string): ProofCase {
  const rule = headOf(text, 'rule');
  const forged = /^(\S+) on (\S+)$/.exec(headOf(text, 'forges') ?? '');
  const breaks = verdictsIn(headOf(text, 'breaks'));
  if (!rule || (!forged && Object.keys(breaks).length === 0))
    throw new Error(`${name} proves nothing`);
  return {
    name,
    text,
    rule,
    mount: headOf(text, 'mount') ?? '/',
    scheme: headOf(text, 'scheme') === 'https' ? 'https' : 'http',
    breaks,
    keeps: verdictsIn(headOf(text, 'keeps')),
    forges: forged ? { header: forged[1] as string, path: forged[2] as string } : undefined,
  };
}

function headOf(text: string, key: string): string | undefined {
  return new RegExp(`^# ${key}: (.*)$`, 'm').exec(text)?.[1]?.trim();
}

function verdictsIn(list: string | undefined): Verdicts {
  const pairs = (list ?? '').split(',').map((part) => part.trim().split(/\s+/));
  const known = pairs.filter(([id]) => id !== '');
  for (const [id] of known) {
    if (!endpoints.some(({ operationId }) => operationId === id))
      throw new Error(`no endpoint ${id}`);
  }
  return Object.fromEntries(known) as Verdicts;
}
