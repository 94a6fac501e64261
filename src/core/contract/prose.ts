/** A sentence of a text; a line of a list is one too. */
export interface Sentence {
  readonly text: string;
  readonly offset: number;
}

/** Cuts a text at full stops, at empty lines, and where an item of a list or a heading begins. */
export function sentencesIn(text: string): readonly Sentence[] {
  const ends = [...text.matchAll(cuts)].map((cut) => cut.index + cut[0].length);
  return [...ends, text.length]
    .map((end, at) => ({ text: text.slice(ends[at - 1] ?? 0, end), offset: ends[at - 1] ?? 0 }))
    .filter((sentence) => sentence.text.trim() !== "");
}

const cuts =
  /(?<!\b(?:max|min|approx|e\.g|i\.e|vs|no))[.!?]["'”’)*_]{0,3}(?=\s)|\n[ \t]*(?=\n)|\n(?=[ \t]*(?:[-*+•#>|]|\d{1,3}[.)]\s))/g;

/**
 * The text with fenced code in a programming language blanked out, so that offsets stay: a function that is
 * called there is a program's. Fences without a language show calls of tools as often as not.
 */
export function withoutPrograms(text: string): string {
  return withoutFences(text, (language) => !readable.test(language));
}

/** The text without anything in code marks or fences, or between quotation marks: what the author says himself. */
export function withoutCited(text: string): string {
  return withoutFences(text, () => true).replaceAll(/`[^`\n]*`|"[^"\n]*"|“[^”\n]*”|«[^»\n]*»/g, blank);
}

const readable = /^(?:|json|jsonc|text|txt|plaintext|md|markdown|xml|yaml|yml|tool|tool_code|tool_call|example)$/i;

/** A fence that is never closed is none. */
function withoutFences(text: string, isUnwanted: (language: string) => boolean): string {
  if (!/^[ \t]*(?:```|~~~)/m.test(text)) return text;
  const lines = text.split("\n");
  const fences = lines.flatMap((line, at) => {
    const [, mark, language = "", rest = ""] = /^[ \t]*(```|~~~)[ \t]*([\w+#.-]*)(.*)$/.exec(line) ?? [];
    return mark === undefined ? [] : [{ at, language, closes: language === "" && rest.trim() === "" }];
  });
  let open: (typeof fences)[number] | null = null;
  for (const fence of fences) {
    if (open === null) open = fence;
    else if (fence.closes) {
      if (isUnwanted(open.language)) for (let at = open.at; at <= fence.at; at += 1) lines[at] = blank(lines[at] ?? "");
      open = null;
    }
  }
  return lines.join("\n");
}

function blank(text: string): string {
  return " ".repeat(text.length);
}
