import { l10n } from 'vscode';
import { verdictText } from '../verdict-text.ts';
import type { RouteGroup, RouteRow, Target, Told } from './model.ts';

/** The body of the panel: for each entry point a list of ways, each with its stations from left to right. */
export function drawing(groups: readonly RouteGroup[]): string {
  if (groups.length === 0) {
    const advice = l10n.t(
      'No STIG Manager is in sight in this configuration. Name its upstream with the comment {0} or the setting {1}.',
      '<code># stigman-proxy-lint: upstream</code>',
      '<code>stigmanProxyLint.upstreams</code>',
    );
    return `<p>${advice}</p>`;
  }
  return groups.map(drawGroup).join('\n');
}

function drawGroup(group: RouteGroup): string {
  const name = escaped(group.url + group.basePath);
  return `<section aria-label="${name}"><h2>${jump(group.entry, name)}</h2><ul class="ways">${group.rows.map(drawRow).join('')}</ul></section>`;
}

function drawRow(row: RouteRow): string {
  const { uri, range } = row.mapping;
  const place = escaped(l10n.t('line {0}, {1}', range.start.line + 1, fileName(uri)));
  return `<li class="way ${escaped(row.verdict)}">
<div class="head"><b>${escaped(row.title)}</b><span class="verdict">${escaped(verdictText(row.verdict))}</span></div>
<div class="track">
<span class="station">${escaped(row.method)} ${escaped(row.path)}</span>
<span class="arrow" aria-hidden="true">→</span>
<span class="station mapping">${jump(row.mapping, place)}</span>
<span class="arrow last" aria-hidden="true">${row.verdict === 'ok' ? '→' : '⇢'}</span>
<span class="station upstream">${escaped(row.upstream)}</span>
</div>
${list('settings', row.settings)}
${list('reasons', row.reasons)}
</li>`;
}

function list(name: string, items: readonly Told[]): string {
  if (items.length === 0) return '';
  return `<ul class="${name}">${items.map(({ text, target }) => `<li>${jump(target, escaped(text))}</li>`).join('')}</ul>`;
}

/** A button that opens a place; `label` is markup. */
function jump(target: Target, label: string): string {
  const { start } = target.range;
  return `<button type="button" data-uri="${escaped(target.uri)}" data-line="${start.line}" data-character="${start.character}">${label}</button>`;
}

function fileName(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}

/** A text as HTML shows it. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
