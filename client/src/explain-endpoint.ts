import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Explanations } from './explanation.ts';
import { SECTION } from './options.ts';
import { verdictText } from './verdict-text.ts';

/** The part of an answer to `explain` that is chosen from. */
interface Answer {
  readonly explanation: { readonly entries: readonly Entry[] } | null;
}

interface Entry {
  readonly url: string;
  readonly basePath: string;
  readonly endpoints: readonly {
    readonly method: string;
    readonly path: string;
    readonly verdict: string;
  }[];
}

/** Lets the user choose one endpoint of a file, and marks it in the explanation of the file; shows that alone where none is reached. */
export async function explainEndpoint(
  file: vscode.Uri,
  client: BaseLanguageClient,
  explanations: Explanations,
): Promise<void> {
  const uri = file.toString();
  const { explanation } = await client.sendRequest<Answer>(`${SECTION}/explain`, { uri });
  const choices = (explanation?.entries ?? []).flatMap(({ url, basePath, endpoints }) =>
    endpoints.map(({ method, path, verdict }) => ({
      label: `${method} ${path}`,
      description: verdictText(verdict),
      detail: url,
      mount: url + basePath,
      path,
    })),
  );
  if (choices.length === 0) return explanations.show(file);
  const placeHolder = vscode.l10n.t('Which endpoint?');
  const chosen = await vscode.window.showQuickPick(choices, { placeHolder });
  if (chosen) await explanations.show(file, chosen);
}
