import * as l10n from '@vscode/l10n';

/**
 * Takes what a client gives as `texts` at the start: translations, by the English text with a number in braces for
 * each part that varies, as VS Code reads them from `l10n/`. Without them all is said in English.
 */
export function speak(initializationOptions: unknown): void {
  const options = initializationOptions as Partial<Record<string, unknown>> | null | undefined;
  const texts = Object.entries(options?.['texts'] ?? {});
  l10n.config({
    contents: Object.fromEntries(texts.filter(([, text]) => typeof text === 'string')),
  });
}
