/** First sentence of a Markdown text, without links and line breaks. Applied twice it changes nothing more. */
export function firstSentence(markdown: string): string {
  const paragraph = (markdown.split('\n\n')[0] ?? '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return /^.*?[.:](?=\s|$)/.exec(paragraph)?.[0] ?? paragraph;
}
