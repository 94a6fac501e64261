import { diffWordsWithSpace } from "diff";

/** A run of words that stayed, went or came. */
export interface Words {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

/** The words that changed, with a little of what stands around them. */
export function changedWords(before: string, after: string): readonly Words[] {
  const parts = diffWordsWithSpace(before, after, { timeout: 1_000 });
  if (parts === undefined)
    return [
      { kind: "removed", text: before },
      { kind: "added", text: after },
    ];
  return parts.map(({ value, added, removed }, index): Words => {
    if (added) return { kind: "added", text: value };
    if (removed) return { kind: "removed", text: value };
    return { kind: "same", text: context(value, index === 0, index === parts.length - 1) };
  });
}

/** git's word marks: `[-old-]{+new+}`. */
export function sayWords(words: readonly Words[]): string {
  return words
    .map(({ kind, text }) => (kind === "same" ? text : kind === "removed" ? `[-${text}-]` : `{+${text}+}`))
    .join("")
    .trim();
}

const around = 60;

function context(text: string, first: boolean, last: boolean): string {
  if (text.length <= around * 2 && !first && !last) return text;
  const head = first ? "" : cut(text.slice(0, around), "end");
  const tail = last ? "" : cut(text.slice(-around), "start");
  if (first) return text.length <= around ? text : `… ${tail}`;
  if (last) return text.length <= around ? text : `${head} …`;
  return `${head} … ${tail}`;
}

/** Not in the middle of a word. */
function cut(text: string, side: "start" | "end"): string {
  return side === "end" ? text.replace(/\s\S*$/, "") : text.replace(/^\S*\s/, "");
}
