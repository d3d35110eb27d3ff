import * as l10n from '@vscode/l10n';
import type { Hover, Position } from 'vscode-languageserver-types';
import type { Delivery, EntryPoint, Fact, Mount } from '../delivery/delivery.ts';
import { factsOf } from '../delivery/facts.ts';
import { verdictOf } from '../delivery/verdict.ts';
import type { Application } from '../stigman/application.ts';
import { titleOf } from '../stigman/titles.ts';
import { directiveAt, headOf } from '../syntax/find.ts';
import { groupBy } from '../text/group.ts';
import type { Place, Span } from '../text/place.ts';
import { endpointTable } from './endpoint-table.ts';
import type { Inspected } from './inspected.ts';
import { code, lineLink, originOf, plain, table } from './markdown.ts';
import { offsetOf, rangeOf } from './positions.ts';
import { verdictText } from './verdict-text.ts';

/** What is told about the place under the pointer: at a mount its six endpoints, else the endpoints that it decides. */
export function hoverAt(
  uri: string,
  position: Position,
  configurations: readonly Inspected[],
  application: Application,
): Hover | undefined {
  for (const inspected of configurations) {
    const tree = inspected.sources.tree(uri);
    const offset = tree && offsetOf(tree, position);
    const directive = tree && directiveAt(tree, offset ?? 0);
    if (!tree || !directive || offset === undefined || offset > headOf(directive).end) continue;
    const pointer = { uri, directive, head: headOf(directive) };
    const parts = [
      ...mountParts(pointer, inspected, application),
      ...factParts(pointer, inspected, application),
    ];
    if (parts.length > 0) {
      const value = [...new Set(parts)].join('\n\n');
      return { contents: { kind: 'markdown', value }, range: rangeOf(tree, pointer.head) };
    }
  }
  return undefined;
}

interface Pointer {
  readonly uri: string;
  readonly directive: Span;
  readonly head: Span;
}

function mountParts(
  pointer: Pointer,
  inspected: Inspected,
  application: Application,
): readonly string[] {
  return mountsOf(inspected)
    .filter(({ mount }) => isMappingOf(mount, pointer))
    .map(({ entry, mount }) => {
      const head = l10n.t`**STIG Manager** at ${code(entry.url + mount.basePath)}`;
      return `${head}\n\n${endpointTable(mount, pointer.uri, inspected, application)}`;
    });
}

function isMappingOf(mount: Mount, pointer: Pointer): boolean {
  return (
    standsOn(mount.place, pointer) ||
    mount.deliveries.some(({ mapping }) => standsOn(mapping, pointer))
  );
}

function mountsOf({ analysis }: Inspected): readonly { entry: EntryPoint; mount: Mount }[] {
  return analysis.entries.flatMap((entry) => entry.mounts.map((mount) => ({ entry, mount })));
}

function standsOn(place: Place, { uri, directive, head }: Pointer): boolean {
  if (place.uri !== uri || place.start < directive.start) return false;
  return place.start < head.end || (place.start === directive.start && place.end <= head.end);
}

interface Decision {
  readonly delivery: Delivery;
  readonly entry: EntryPoint;
  readonly fact: Fact;
}

function factParts(
  pointer: Pointer,
  inspected: Inspected,
  application: Application,
): readonly string[] {
  const decisions = mountsOf(inspected).flatMap(({ entry, mount }) =>
    mount.deliveries.flatMap((delivery) =>
      factsOf(delivery)
        .filter((fact) => fact.origin !== 'default' && standsOn(fact.place, pointer))
        .map((fact) => ({ delivery, entry, fact })),
    ),
  );
  const bySubject = groupBy(decisions, ({ fact }) => fact.subject);
  return [...bySubject].map(([subject, group]) =>
    decisionPart(subject, group, pointer.uri, inspected, application),
  );
}

function decisionPart(
  subject: string,
  decisions: readonly Decision[],
  from: string,
  inspected: Inspected,
  application: Application,
): string {
  const rows = decisions.map(({ delivery, entry, fact }) => [
    plain(titleOf(delivery.endpoint.operationId)),
    code(`${delivery.endpoint.method} ${delivery.path}`),
    plain(entry.url),
    fact.origin === 'inherited' ? lineLink(delivery.mapping, from, inspected) : l10n.t('here'),
    `**${verdictText(verdictOf(delivery, application))}**`,
  ]);
  const unique = [...new Map(rows.map((row) => [row.join('|'), row])).values()];
  const chain = decisions[0] ? originOf(decisions[0].fact, from, inspected) : '';
  return `${l10n.t`${code(subject)} decides (${chain}):`}\n\n${table(tableHead(), unique)}`;
}

function tableHead(): readonly string[] {
  return [
    l10n.t('Endpoint'),
    l10n.t('Request'),
    l10n.t('Entry point'),
    l10n.t('Used at'),
    l10n.t('Verdict'),
  ];
}
