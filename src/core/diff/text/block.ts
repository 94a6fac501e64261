/** A stretch of a text that is read as one: a sentence, an item of a list, a heading, a tag, a piece of code. */
export interface Block {
  /** As it is written, with its list marker and the white space around it: all of them joined are the text. */
  readonly raw: string;
  /** What it says: without marker, and with white space as single blanks. */
  readonly text: string;
  readonly kind: BlockKind;
  /** Titles of what it stands in, the outermost first: headings, tags, the line above a list. */
  readonly within: readonly string[];
  /** Not a template: its braces are text. */
  readonly literal: boolean;
}

export type BlockKind = "heading" | "tag" | "code" | "prose";

/** White space says nothing to a reader. */
export function squeeze(text: string): string {
  return text.replaceAll(/\s+/gu, " ").trim();
}
