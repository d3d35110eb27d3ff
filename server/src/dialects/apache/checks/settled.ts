import type { Argument, Node } from '../node.ts';

/** True where the words of a line are what httpd will see: no open variable, no value that splits into several. */
export function isSettled(node: Node): boolean {
  return node.args.every(isSettledWord);
}

/** The same for one argument. */
export function isSettledWord({ known, value, word }: Argument): boolean {
  return known && (value === word.value || /^[^\s"']+$/.test(value));
}
