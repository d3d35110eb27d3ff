/** The page around the drawing: styles from the theme's colours, and the script that reports clicks. */
export function page(body: string, nonce: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<title>STIG Manager routes</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body><main id="map" aria-live="polite">${body}</main><script nonce="${nonce}">${SCRIPT}</script></body>
</html>`;
}

const STYLE = `
body { font-family: var(--vscode-font-family); color: var(--vscode-foreground); padding: 0 1rem; }
h2 { font-size: 1.1rem; margin: 1rem 0 .5rem; }
.ways { list-style: none; margin: 0; padding: 0; }
.way { display: grid; grid-template-columns: minmax(12rem, 2fr) auto minmax(7rem, 1fr) auto minmax(10rem, 2fr) 7rem; gap: .25rem .5rem; align-items: center;
  border: 1px solid var(--vscode-contrastBorder, var(--vscode-panel-border)); border-left: 4px solid var(--colour); padding: .5rem; margin-bottom: .5rem; }
.station { display: flex; flex-direction: column; overflow-wrap: anywhere; }
.verdict { font-weight: bold; color: var(--colour); text-transform: uppercase; }
.settings, .reasons { grid-column: 1 / -1; }
.settings { display: flex; flex-wrap: wrap; gap: .25rem .75rem; font-size: .9em; }
.reasons { margin: .25rem 0 0 1.2rem; padding: 0; }
.ok { --colour: var(--vscode-testing-iconPassed, #388a34); }
.held, .cut, .refused, .unreachable { --colour: var(--vscode-errorForeground, #e51400); }
.unknown { --colour: var(--vscode-descriptionForeground, #888); }
button { background: none; border: none; padding: 0; font: inherit; text-align: left; cursor: pointer; color: var(--vscode-textLink-foreground); }
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
