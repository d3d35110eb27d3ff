/** First sentence of a Markdown text, without links and line breaks. Applied twice it changes nothing more. */
export declare function firstSentence(markdown: string): string;
