import * as vscode from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { DIAGNOSTIC_SOURCE, languageIds, SECTION } from './options.ts';

/** The language status item: state of the server, and how much it found in the file in front. */
export function showStatus(client: BaseLanguageClient): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem(
    `${SECTION}.status`,
    languageIds.map((language) => ({ language })),
  );
  item.name = 'Proxy Lint for STIG Manager';
  const update = (): void => {
    if (client.state === State.Running) showFindings(item);
    else showServer(item, client.state);
  };
  update();
  return vscode.Disposable.from(
    item,
    client.onDidChangeState(update),
    vscode.languages.onDidChangeDiagnostics(update),
    vscode.window.onDidChangeActiveTextEditor(update),
  );
}

function showServer(item: vscode.LanguageStatusItem, state: State): void {
  item.busy = state === State.Starting;
  const failed = state === State.Stopped || state === State.StartFailed;
  item.severity = failed
    ? vscode.LanguageStatusSeverity.Error
    : vscode.LanguageStatusSeverity.Information;
  item.text = failed
    ? vscode.l10n.t('Proxy Lint: server stopped')
    : vscode.l10n.t('Proxy Lint: starting');
  item.command = { command: `${SECTION}.restart`, title: vscode.l10n.t('Restart') };
}

function showFindings(item: vscode.LanguageStatusItem): void {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const all = uri === undefined ? [] : vscode.languages.getDiagnostics(uri);
  const own = all.filter((diagnostic) => diagnostic.source === DIAGNOSTIC_SOURCE);
  item.busy = false;
  item.severity = severityOf(own);
  item.text =
    own.length === 1
      ? vscode.l10n.t('Proxy Lint: 1 finding')
      : vscode.l10n.t('Proxy Lint: {0} findings', own.length);
  item.command = { command: `${SECTION}.explain`, title: vscode.l10n.t('Explain') };
}

function severityOf(diagnostics: readonly vscode.Diagnostic[]): vscode.LanguageStatusSeverity {
  const worst = Math.min(...diagnostics.map((diagnostic) => diagnostic.severity));
  if (worst === vscode.DiagnosticSeverity.Error) return vscode.LanguageStatusSeverity.Error;
  if (worst === vscode.DiagnosticSeverity.Warning) return vscode.LanguageStatusSeverity.Warning;
  return vscode.LanguageStatusSeverity.Information;
}
