import * as l10n from '@vscode/l10n';
import type { Analysis } from '../delivery/delivery.ts';
import type { Application } from '../stigman/application.ts';
import type { Sources } from '../syntax/sources.ts';
import { soundFindings } from './half-typed.ts';
import { rules as allRules } from './registry.ts';
import type { Finding, Rule, Severity } from './rule.ts';
import { type Suppression, suppressionsIn } from './suppression.ts';

/** Severity by rule id, in place of the rule's own; `off` silences the rule. */
export type Severities = Readonly<Record<string, Severity | 'off'>>;

export interface InspectOptions {
  readonly severities: Severities;
  /** Told of a rule that threw; the other rules still answer. */
  readonly onFailure?: (message: string, error: unknown) => void;
  /** The rules to run; all of them where absent. */
  readonly rules?: readonly Rule[];
  /**
   * What the same files do without the directives that have a syntax fault: half-typed text then brings no break
   * about, and hides none elsewhere.
   */
  readonly repaired?: Analysis | undefined;
  /** Faults of the language itself, with the code in place of a rule's id; absent where nobody looked for them. */
  readonly languageFindings?: readonly Finding[] | undefined;
}

export interface Inspection {
  /** By file, in reading order, then by place. */
  readonly findings: readonly Finding[];
  /** Findings that a comment with a reason silences. */
  readonly suppressed: readonly Finding[];
  /** Faults of the language itself that no comment silences, in the order of `findings`. */
  readonly languageFindings: readonly Finding[];
}

/** Ids of what `inspect` itself reports about suppression comments. */
export const IGNORE_WITHOUT_REASON = 'ignore-without-reason';
export const UNUSED_IGNORE = 'unused-ignore';

/** Runs the rules over one configuration, and applies settings and suppression comments. */
export function inspect(
  analysis: Analysis,
  application: Application,
  options: InspectOptions,
  sources: Sources,
): Inspection {
  const { repaired, languageFindings = [] } = options;
  const found = judged(analysis, application, options);
  const sound = repaired
    ? soundFindings(
        { analysis, findings: found },
        { analysis: repaired, findings: judged(repaired, application, options) },
      )
    : found;
  const silenced = suppressedIn([...sound, ...languageFindings], analysis, options, sources);
  const kept = (findings: readonly Finding[]) =>
    findings.filter((finding) => !silenced.findings.has(finding));
  const remarks = silenced.remarks.flatMap((remark) => weighed(remark, options.severities));
  return {
    findings: sorted([...kept(sound), ...remarks], analysis),
    suppressed: sorted([...silenced.findings], analysis),
    languageFindings: sorted(kept(languageFindings), analysis),
  };
}

function judged(
  analysis: Analysis,
  application: Application,
  options: InspectOptions,
): readonly Finding[] {
  const rules = options.rules ?? allRules;
  return merged(rules.flatMap((rule) => checked(rule, analysis, application, options)));
}

function checked(
  rule: Rule,
  analysis: Analysis,
  application: Application,
  options: InspectOptions,
): readonly Finding[] {
  if (options.severities[rule.id] === 'off' || !rule.dialects.includes(analysis.dialect)) return [];
  try {
    const found = rule.check(analysis, application);
    return found.flatMap((finding) => weighed(finding, options.severities));
  } catch (error) {
    options.onFailure?.(`rule ${rule.id}`, error);
    return [];
  }
}

function weighed(finding: Finding, severities: Severities): readonly Finding[] {
  const severity = severities[finding.ruleId];
  if (severity === 'off') return [];
  return [severity ? { ...finding, severity } : finding];
}

/** One finding where several say the same of the same place. */
function merged(findings: readonly Finding[]): readonly Finding[] {
  const unique = new Map<string, Finding>();
  for (const finding of findings) {
    const { uri, start, end } = finding.place;
    const key = JSON.stringify([finding.ruleId, uri, start, end, finding.message]);
    const known = unique.get(key);
    const affects = [...new Set([...(known?.affects ?? []), ...finding.affects])];
    unique.set(key, { ...(known ?? finding), affects });
  }
  return [...unique.values()];
}

/** What the suppression comments silence, and what is to be said about the comments. */
function suppressedIn(
  findings: readonly Finding[],
  analysis: Analysis,
  options: InspectOptions,
  sources: Sources,
) {
  const comments = analysis.files.flatMap((uri) => {
    const tree = sources.tree(uri);
    return tree ? suppressionsIn(uri, tree) : [];
  });
  const used = new Set<Suppression>();
  const isSilenced = (finding: Finding) => {
    const hit = comments.filter((comment) => silences(comment, finding));
    for (const comment of hit) used.add(comment);
    return hit.length > 0;
  };
  const silenced = new Set(findings.filter(isSilenced));
  const remarks = comments.flatMap((comment) => {
    if (comment.reason === '') return [withoutReason(comment)];
    const broken = (sources.tree(comment.place.uri)?.faults.length ?? 0) > 0;
    const muted = comment.ruleIds.some((id) => isMuted(id, options));
    return used.has(comment) || broken || muted ? [] : [unused(comment)];
  });
  return { findings: silenced, remarks };
}

/** True where nobody looked for what an id stands for. */
function isMuted(id: string, { severities, languageFindings }: InspectOptions): boolean {
  if (severities[id] === 'off') return true;
  return languageFindings === undefined && !allRules.some((rule) => rule.id === id);
}

function silences(comment: Suppression, finding: Finding): boolean {
  const { place } = finding;
  return (
    comment.reason !== '' &&
    comment.place.uri === place.uri &&
    comment.covers.start <= place.start &&
    place.start <= comment.covers.end &&
    comment.ruleIds.includes(finding.ruleId)
  );
}

function withoutReason(comment: Suppression): Finding {
  const message = l10n.t(
    'This comment silences nothing, because it gives no reason. Write " -- " and the reason after the rule.',
  );
  return { ...remark(comment), ruleId: IGNORE_WITHOUT_REASON, severity: 'warning', message };
}

function unused(comment: Suppression): Finding {
  const names = comment.ruleIds.join(', ') || l10n.t('no rule');
  const message = l10n.t`This comment silences ${names}, which finds nothing on the line that it stands for. Remove it.`;
  return { ...remark(comment), ruleId: UNUSED_IGNORE, severity: 'information', message };
}

function remark(comment: Suppression) {
  return { place: comment.place, related: [], remedies: [], affects: [] };
}

function sorted(findings: readonly Finding[], analysis: Analysis): readonly Finding[] {
  const order = new Map(analysis.files.map((uri, i) => [uri, i]));
  const rank = (finding: Finding) => order.get(finding.place.uri) ?? order.size;
  return [...findings].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      a.place.start - b.place.start ||
      a.place.end - b.place.end ||
      (a.ruleId < b.ruleId ? -1 : a.ruleId > b.ruleId ? 1 : 0),
  );
}
