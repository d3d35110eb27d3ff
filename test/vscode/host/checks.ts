import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const EXTENSION = 'stigman-proxy-lint.stigman-proxy-lint';
const SITE = 'nginx/conf.d/stigman.conf';
const PATIENCE_MS = 30_000;

/** One check of the extension through the API that VS Code gives to extensions. */
export interface Check {
  readonly name: string;
  readonly run: () => Promise<void>;
}

export const checks: readonly Check[] = [
  { name: 'the extension starts with the first proxy configuration', run: starts },
  { name: 'its commands are registered', run: registersCommands },
  { name: 'a .conf file gets its language by its content', run: detectsLanguage },
  { name: 'diagnostics name their rule and its page', run: diagnoses },
  { name: 'a rule that is switched off is silent', run: switchesRuleOff },
  { name: 'a quick fix mends what it is offered for', run: mends },
  { name: 'a file that is included brings the diagnostics of its root', run: followsIncludedFile },
  { name: 'the explanation of a file opens as a document', run: explains },
  { name: 'the whole workspace is checked on command', run: checksWorkspace },
];

function fileUri(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

async function show(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(fileUri(path));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Asks until there is an answer. */
async function eventually<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new assert.AssertionError({ message: `${what}: not within ${PATIENCE_MS / 1000} s` });
}

function ruleOf(diagnostic: vscode.Diagnostic): string {
  const { code } = diagnostic;
  return typeof code === 'object' ? String(code.value) : String(code);
}

function findings(path: string, rule: string): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(fileUri(path))
    .filter((diagnostic) => ruleOf(diagnostic) === rule);
}

function finding(path: string, rule: string): Promise<vscode.Diagnostic> {
  return eventually(`${rule} in ${path}`, async () => findings(path, rule)[0]);
}

function noFinding(path: string, rule: string): Promise<true> {
  return eventually(`no ${rule} in ${path}`, async () =>
    findings(path, rule).length === 0 ? true : undefined,
  );
}

async function starts(): Promise<void> {
  const document = await show(SITE);
  assert.equal(document.languageId, 'nginx');
  const extension = vscode.extensions.getExtension(EXTENSION);
  assert.ok(extension, 'the extension is installed');
  await eventually('active', async () => (extension.isActive ? true : undefined));
}

async function registersCommands(): Promise<void> {
  const known = new Set(await vscode.commands.getCommands());
  const manifest = vscode.extensions.getExtension(EXTENSION)?.packageJSON;
  const contributed: { command: string }[] = manifest.contributes.commands;
  assert.ok(contributed.length > 0);
  for (const { command } of contributed) assert.ok(known.has(command), command);
}

async function detectsLanguage(): Promise<void> {
  const uri = fileUri('front.conf');
  const text = await vscode.workspace.fs.readFile(fileUri('nginx/nginx.conf'));
  await vscode.workspace.fs.writeFile(uri, text);
  await show('front.conf');
  await eventually('language nginx', async () =>
    vscode.workspace.textDocuments.find(
      (document) => document.uri.toString() === uri.toString() && document.languageId === 'nginx',
    ),
  );
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  await vscode.workspace.fs.delete(uri);
}

async function diagnoses(): Promise<void> {
  await show(SITE);
  const diagnostic = await finding(SITE, 'missing-upgrade-headers');
  assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Error);
  assert.equal(diagnostic.source, 'stigman-proxy-lint');
  assert.ok(typeof diagnostic.code === 'object' && diagnostic.code.target, 'a link to the page');
  assert.match(diagnostic.code.target.toString(), /missing-upgrade-headers/);
}

async function switchesRuleOff(): Promise<void> {
  const settings = vscode.workspace.getConfiguration('stigmanProxyLint');
  const target = vscode.ConfigurationTarget.Global;
  await show(SITE);
  await finding(SITE, 'small-body-limit');
  await settings.update('rules', { 'small-body-limit': 'off' }, target);
  await noFinding(SITE, 'small-body-limit');
  await settings.update('rules', undefined, target);
  await finding(SITE, 'small-body-limit');
}

async function mends(): Promise<void> {
  const document = await show(SITE);
  const diagnostic = await finding(SITE, 'missing-upgrade-headers');
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    diagnostic.range,
    vscode.CodeActionKind.QuickFix.value,
    16,
  );
  const fix = actions.find((action) => action.isPreferred && action.edit);
  assert.ok(fix?.edit, `a preferred fix among: ${actions.map((action) => action.title)}`);
  assert.ok(await vscode.workspace.applyEdit(fix.edit));
  await noFinding(SITE, 'missing-upgrade-headers');
  assert.match(document.getText(), /proxy_set_header\s+Upgrade\s+\$http_upgrade;/);
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await finding(SITE, 'missing-upgrade-headers');
}

async function followsIncludedFile(): Promise<void> {
  const root = 'nginx/nginx.conf';
  await show(root);
  await finding(root, 'short-read-timeout');
  const site = fileUri(SITE);
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(site));
  const mended = text.replaceAll(/proxy_pass .*;/g, '$& proxy_read_timeout 1h;');
  await vscode.workspace.fs.writeFile(site, new TextEncoder().encode(mended));
  await noFinding(root, 'short-read-timeout');
  await vscode.workspace.fs.writeFile(site, new TextEncoder().encode(text));
  await finding(root, 'short-read-timeout');
}

async function explains(): Promise<void> {
  await show(SITE);
  await vscode.commands.executeCommand('stigmanProxyLint.explain');
  const text = await eventually('explanation', async () =>
    vscode.workspace.textDocuments
      .find((document) => document.uri.scheme === 'stigman-proxy-lint-explain')
      ?.getText(),
  );
  assert.match(text, /log ?socket/i);
}

async function checksWorkspace(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  const checked = await vscode.commands.executeCommand<{ files: number; findings: number }>(
    'stigmanProxyLint.checkWorkspace',
  );
  assert.ok(checked.files > 1, `${checked.files} files`);
  assert.ok(checked.findings > 0, `${checked.findings} findings`);
  await finding(SITE, 'missing-upgrade-headers');
}
