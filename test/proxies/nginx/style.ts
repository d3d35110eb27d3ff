import type { Random } from '../lab/random.ts';

/** Writes lines the way people do: comments with braces, quotes, several directives on a line, now and then CRLF. */
export function styled(random: Random, lines: readonly string[]): string {
  const plain = random.chance(0.4);
  const end = random.chance(0.08) ? '\r\n' : '\n';
  const out: string[] = [];
  let glue = false;
  for (const line of lines) {
    const text = plain ? line : dressed(random, line);
    if (glue) out[out.length - 1] += ` ${text.trim()}`;
    else out.push(text);
    glue = !plain && !text.includes('#') && random.chance(0.04);
  }
  return out.join(end) + end;
}

function dressed(random: Random, line: string): string {
  const roll = random.next();
  if (roll < 0.03) return `${line} # note { ; "`;
  if (roll < 0.06) return line.replace(/^(\s*[a-z_]+ (?:[^"'{}]* )?)([\w.:/$@-]+);$/, '$1"$2";');
  if (roll < 0.08) return line.replace(/^(\s*[a-z_]+) /, '$1\t  ');
  if (roll < 0.09) return line.replace(/;$/, ' ;');
  if (roll < 0.1) return line.replace(/([^$]) \{$/, '$1{');
  return line;
}
