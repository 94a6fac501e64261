import type { Words } from "../../core/diff/words.ts";

/** Words without the line breaks that an editor put into the middle of a sentence; between two texts a line ends. */
export function unbroken(runs: readonly Words[]): readonly Words[] {
  return runs.map((run, at): Words => {
    if (run.text === "\n") return run;
    // A sentence goes on over the words that changed.
    const [before, after] = [runs[at - 1]?.text.at(-1) ?? "", runs[at + 1]?.text.at(0) ?? ""];
    const text = `${before}${run.text}${after}`.replaceAll(lineBreak, " ");
    return { ...run, text: text.slice(before.length, text.length - after.length) };
  });
}

/** Behind it a small letter goes on, which is no item of a list and no key of a mapping. */
const lineBreak = /(?<=[^\s.!?:;|])[ \t]*\n[ \t]*(?!\d+[.)]\s|\w+:)(?=[\p{Ll}\p{N}($])/gu;
