import { sayWords } from "../../core/diff/say-words.ts";
import type { Words } from "../../core/diff/words.ts";
import { inert } from "./inert.ts";
import { wrap } from "./wrap.ts";

/** A stretch of a line in which all words stayed, went or came. */
export interface Stretch {
  readonly kind: Words["kind"];
  readonly text: string;
}

/** git's word marks (`[-old-]{+new+}`) in lines of a width, each cut where the words change. */
export function markWords(runs: readonly Words[], width: number): readonly (readonly Stretch[])[] {
  const kinds = runs.flatMap((run) => [...letters(inert(sayWords([run])))].map(() => run.kind));
  let at = 0;
  return wrap(inert(sayWords(runs)), width).map((line) => {
    const stretches: Stretch[] = [];
    let kind: Words["kind"] = "same";
    for (const character of line) {
      const isBlank = letters(character) === "";
      // White space belongs to what stands before it, but not at the end of a line or before what stayed.
      kind = isBlank ? (kinds[at] === kind ? kind : "same") : (kinds[at] ?? "same");
      if (!isBlank) at += 1;
      const last = stretches.at(-1);
      if (last?.kind === kind) stretches[stretches.length - 1] = { kind, text: last.text + character };
      else stretches.push({ kind, text: character });
    }
    return stretches;
  });
}

/** Breaking lines and making them inert changes white space, and nothing else. */
function letters(text: string): string {
  return text.replaceAll(/[\s\u200B]/gu, "");
}
