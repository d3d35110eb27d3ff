import { env, l10n } from 'vscode';
import { escaped } from './drawing.ts';

/** The page around the drawing: styles from the theme's colours, and the script that reports clicks. */
export function page(body: string, nonce: string): string {
  const language = l10n.bundle ? env.language : 'en';
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<title>${escaped(l10n.t('STIG Manager routes'))}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body><main id="map" aria-live="polite">${body}</main><script nonce="${nonce}">${SCRIPT}</script></body>
</html>`;
}

const STYLE = `
body { font-family: var(--vscode-font-family); color: var(--vscode-foreground); padding: 0 1rem 1rem; }
h2 { font-size: 1.1rem; margin: 1rem 0 .5rem; overflow-wrap: anywhere; }
ul { list-style: none; margin: 0; padding: 0; }
.way { border: 1px solid var(--vscode-contrastBorder, var(--vscode-panel-border)); border-left: 4px solid var(--colour);
  border-radius: 4px; padding: .5rem .75rem; margin-bottom: .6rem; }
.head { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .25rem 1rem; }
.verdict { font-weight: bold; color: var(--colour); text-transform: uppercase; }
.track { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem .4rem; margin: .4rem 0; }
.station { border: 1px solid var(--vscode-panel-border); border-radius: 4px; padding: .1rem .4rem; min-width: 0; overflow-wrap: anywhere;
  background: var(--vscode-textCodeBlock-background); font-family: var(--vscode-editor-font-family); font-size: .9em; }
.arrow { color: var(--vscode-descriptionForeground); }
.arrow.last { color: var(--colour); font-weight: bold; }
.settings { display: flex; flex-wrap: wrap; gap: .1rem 1rem; font-size: .9em; }
.reasons li { margin-top: .4rem; padding-left: .6rem; border-left: 2px solid var(--colour); }
.reasons button { color: var(--vscode-foreground); }
.ok { --colour: var(--vscode-testing-iconPassed, #388a34); }
.held, .cut, .refused, .unreachable { --colour: var(--vscode-errorForeground, #e51400); }
.unknown { --colour: var(--vscode-descriptionForeground, #888); }
button { background: none; border: none; padding: 0; font: inherit; text-align: left; cursor: pointer; color: var(--vscode-textLink-foreground); overflow-wrap: anywhere; }
button:hover { text-decoration: underline; }
button:focus-visible { outline: 2px solid var(--vscode-focusBorder); outline-offset: 2px; }
`;

const SCRIPT = `
const host = acquireVsCodeApi();
const map = document.getElementById('map');
map.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (button) host.postMessage({ uri: button.dataset.uri, line: Number(button.dataset.line), character: Number(button.dataset.character) });
});
window.addEventListener('message', ({ data }) => {
  const buttons = () => [...map.querySelectorAll('button')];
  const focused = buttons().indexOf(document.activeElement);
  map.innerHTML = data.body;
  if (focused >= 0) buttons()[focused]?.focus();
});
`;
