import type { RouteGroup, RouteRow, Target, Told } from './model.ts';

/** The body of the panel: for each entry point a list of ways, each with its stations from left to right. */
export function drawing(groups: readonly RouteGroup[]): string {
  if (groups.length === 0) {
    return '<p>No STIG Manager is in sight in this configuration. Name its upstream with the comment <code># stigman-proxy-lint: upstream</code> or the setting <code>stigmanProxyLint.upstreams</code>.</p>';
  }
  return groups.map(drawGroup).join('\n');
}

function drawGroup(group: RouteGroup): string {
  const name = escaped(group.url + group.basePath);
  return `<section aria-label="${name}"><h2>${jump(group.entry, name)}</h2><ul class="ways">${group.rows.map(drawRow).join('')}</ul></section>`;
}

function drawRow(row: RouteRow): string {
  const request = `${escaped(row.method)} ${escaped(row.path)}`;
  return `<li class="way ${escaped(row.verdict)}">
<span class="station request"><b>${escaped(row.title)}</b><code>${request}</code></span>
<span class="arrow" aria-hidden="true">→</span>
<span class="station">${jump(row.mapping, `line ${row.mapping.range.start.line + 1}, ${escaped(fileName(row.mapping.uri))}`)}</span>
<span class="arrow" aria-hidden="true">→</span>
<span class="station upstream">${escaped(row.upstream)}</span>
<span class="verdict">${escaped(row.verdict)}</span>
<span class="settings">${row.settings.map(drawTold).join('')}</span>
${row.reasons.length > 0 ? `<ol class="reasons">${row.reasons.map((reason) => `<li>${drawTold(reason)}</li>`).join('')}</ol>` : ''}
</li>`;
}

function drawTold({ text, target }: Told): string {
  return jump(target, escaped(text));
}

/** A button that opens a place; `label` is markup. */
function jump(target: Target, label: string): string {
  const { start } = target.range;
  return `<button type="button" data-uri="${escaped(target.uri)}" data-line="${start.line}" data-character="${start.character}">${label}</button>`;
}

function fileName(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
