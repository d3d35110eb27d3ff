import type { Context } from './exchange.ts';
import { parseFormat } from './expressions.ts';
import { textOf } from './sample.ts';
import { sampleOf } from './samples.ts';

/** The text that a log format gives; undefined where the configuration does not tell. */
export function formatText(format: string, context: Context): string | undefined {
  let out = '';
  for (const piece of parseFormat(format)) {
    if (piece.kind === 'text') {
      out += piece.text;
      continue;
    }
    if (piece.kind === 'alias' || !piece.expression) return undefined;
    const sample = sampleOf(piece.expression, { ...context, inFormat: true });
    if (sample.type === 'unknown') return undefined;
    out += textOf(sample) ?? '';
  }
  return out;
}
