import type { Words } from "../../core/diff/words.ts";
import { wrap } from "../layout/wrap.ts";

/** Longer lines are cut off by the edge of a comment. */
const width = 100;

/** Words as lines of a diff, which a page can colour: lines that stayed, lines before, lines after. */
export function changedLines(runs: readonly Words[]): readonly string[] {
  const lines: string[] = [];
  let [before, after, isChanged] = ["", "", false];
  const flush = (): void => {
    if (isChanged) lines.push(...marked("-", before), ...marked("+", after));
    else lines.push(...marked(" ", after));
    [before, after, isChanged] = ["", "", false];
  };
  for (const { kind, text } of runs) {
    if (kind === "removed") before += text;
    else if (kind === "added") after += text;
    else {
      for (const [index, piece] of text.split("\n").entries()) {
        if (index > 0) flush();
        before += piece;
        after += piece;
      }
    }
    if (kind !== "same") isChanged = true;
  }
  flush();
  return lines;
}

function marked(sign: string, text: string): readonly string[] {
  if (text.trim() === "") return [];
  return wrap(text.trim(), width - 2).map((line) => `${sign} ${line}`);
}
