import type { Random } from '../lab/random.ts';

/** The lines as an administrator may have written them: odd case, continuations, comments, indentation, CRLF. */
export function disguised(lines: readonly string[], random: Random): string {
  const lineEnd = random.chance(0.1) ? '\r\n' : '\n';
  const odd = random.chance(0.3);
  const out = lines.map((line) => {
    const indent = random.pick(['', '  ', '\t']);
    return indent + (odd ? spelled(line, random, lineEnd) : line);
  });
  const commented = odd
    ? out.flatMap((line) => (random.chance(0.1) ? ['# note', line] : [line]))
    : out;
  return commented.join(lineEnd) + lineEnd;
}

function spelled(line: string, random: Random, lineEnd: string): string {
  const name = /^<?\/?\w+/.exec(line)?.[0] ?? '';
  const rest = line.slice(name.length);
  const written = random.pick([name, name, name.toLowerCase(), name.toUpperCase()]);
  const at = rest.lastIndexOf(' ');
  const isPlain = !name.startsWith('<') && at > 0 && !rest.includes('"');
  if (!isPlain || !random.chance(0.15)) return written + rest;
  return `${written}${rest.slice(0, at)} \\${lineEnd}    ${rest.slice(at + 1)}`;
}
