import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { SECTION } from './options.ts';

interface Created {
  readonly fileName: string;
  readonly text: string;
  readonly languageId: string;
}

interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** Asks for proxy, host, mount, TLS, Keycloak and smart-card login, and opens the new configuration unsaved. */
export async function createConfiguration(client: BaseLanguageClient): Promise<void> {
  const dialect = await pick(vscode.l10n.t('Which proxy?'), [
    { label: 'nginx', value: 'nginx' },
    { label: 'Apache httpd', value: 'apache' },
    { label: 'HAProxy', value: 'haproxy' },
  ]);
  const host =
    dialect && (await ask(vscode.l10n.t('Host name of the proxy'), 'stigman.example.org', isHost));
  const mount = host && (await ask(vscode.l10n.t('Path of STIG Manager'), '/stigman/', isMount));
  const upstream =
    mount && (await ask(vscode.l10n.t('STIG Manager, host:port'), 'stigman:54000', isAuthority));
  if (!upstream) return;
  const tls = await pick(vscode.l10n.t('How do browsers reach the proxy?'), [
    { label: 'https', description: vscode.l10n.t('plain http is redirected'), value: true },
    { label: 'http', description: vscode.l10n.t('TLS ends in front of this proxy'), value: false },
  ]);
  if (tls === undefined) return;
  const login = await askLogin(tls);
  if (!login) return;
  const choices = { host, mount, upstream, tls, ...login };
  const created = await client.sendRequest<Created | null>(`${SECTION}/create`, {
    dialect,
    choices,
  });
  if (created) await open(created);
}

async function askLogin(tls: boolean) {
  const behind = await pick(vscode.l10n.t('Is Keycloak behind this proxy?'), [
    { label: vscode.l10n.t('No'), value: 'no' },
    { label: vscode.l10n.t('Yes'), value: 'yes' },
    ...(tls
      ? [
          {
            label: vscode.l10n.t('Yes, with smart-card login'),
            description: 'CAC, PIV',
            value: 'card',
          },
        ]
      : []),
  ]);
  if (behind === undefined) return undefined;
  if (behind === 'no') return { keycloak: undefined, smartCard: false };
  const mount = await ask(vscode.l10n.t('Path of Keycloak'), '/kc/', isMount);
  const upstream =
    mount && (await ask(vscode.l10n.t('Keycloak, host:port'), 'keycloak:8080', isAuthority));
  return upstream ? { keycloak: { mount, upstream }, smartCard: behind === 'card' } : undefined;
}

async function open({ text, languageId }: Created): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: languageId, content: text });
  await vscode.window.showTextDocument(document);
}

async function pick<T>(placeHolder: string, items: readonly Choice<T>[]): Promise<T | undefined> {
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Create STIG Manager configuration'),
    placeHolder,
  });
  return picked?.value;
}

async function ask(
  prompt: string,
  value: string,
  isLegal: (text: string) => boolean,
): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Create STIG Manager configuration'),
    prompt,
    value,
    validateInput: (text) => (isLegal(text) ? undefined : vscode.l10n.t('Such as {0}', value)),
  });
}

function isHost(text: string): boolean {
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text);
}

function isMount(text: string): boolean {
  return /^\/([\w.~-]+\/)*$/.test(text);
}

function isAuthority(text: string): boolean {
  return /^[a-z0-9][a-z0-9.-]*:\d{1,5}$/i.test(text);
}
