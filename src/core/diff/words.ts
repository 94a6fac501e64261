import { diffArrays } from "diff";
import { lately } from "../lately.ts";
import { word } from "./text/tokens.ts";

/** A run of words that stayed, went or came. */
export interface Words {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

/** The words that changed, with a little of what stands around them. White space is no word. */
export function changedWords(before: string, after: string): readonly Words[] {
  return told(JSON.stringify([before, after]), () => tell(before, after));
}

const told = lately<readonly Words[]>();

function tell(before: string, after: string): readonly Words[] {
  const runs = readably(wordRuns(before, after));
  return runs.map(({ kind, text }, index): Words => {
    return { kind, text: kind === "same" ? context(text, index === 0, index === runs.length - 1) : text };
  });
}

/** The words of several texts, each on lines of its own. */
export function inLines(texts: readonly (readonly Words[])[]): readonly Words[] {
  const said = texts.filter((words) => words.length > 0);
  return said.flatMap((words, index) => (index === 0 ? words : [{ kind: "same", text: "\n" } as const, ...words]));
}

/** What is too different for words is told as a whole. */
function wordRuns(before: string, after: string): readonly Words[] {
  const [left, right] = [pieces(before), pieces(after)];
  const parts = diffArrays(left.map(trimmed), right.map(trimmed), { maxEditLength: mostEdits });
  if (parts === undefined) return whole(before, after);
  let [at, to] = [0, 0];
  return parts.map(({ added, removed, value }): Words => {
    const [from, start] = removed ? [left, at] : [right, to];
    if (!added) at += value.length;
    if (!removed) to += value.length;
    const text = from.slice(start, start + value.length).join("");
    return { kind: added ? "added" : removed ? "removed" : "same", text };
  });
}

/** The work grows with the square of it. */
const mostEdits = 1_000;

function whole(before: string, after: string): readonly Words[] {
  const runs: readonly Words[] = [
    { kind: "removed", text: before },
    { kind: "added", text: after },
  ];
  return runs.filter(({ text }) => text !== "");
}

/** Words and signs, each with the white space behind it. */
function pieces(text: string): readonly string[] {
  return text.match(piece) ?? [];
}

const piece = new RegExp(`(?:${word}|\\S|^\\s+)\\s*`, "gu");

function trimmed(text: string): string {
  return text.trim();
}

/** One replacement reads better than three around an "of"; and white space stands outside of the marks. */
function readably(runs: readonly Words[]): readonly Words[] {
  const read: Words[] = [];
  for (let at = 0; at < runs.length;) {
    const run = runs[at];
    if (run === undefined) break;
    if (run.kind === "same") {
      read.push(run);
      at += 1;
      continue;
    }
    let [removed, added] = ["", ""];
    for (; at < runs.length; at += 1) {
      const next = runs[at];
      if (next === undefined) break;
      const isBoth = removed !== "" && added !== "";
      if (next.kind === "same" && !(isBoth && isIsland(next.text) && at + 1 < runs.length)) break;
      if (next.kind !== "added") removed += next.text;
      if (next.kind !== "removed") added += next.text;
    }
    const last = added === "" ? removed : added;
    const space = last.slice(last.trimEnd().length);
    if (removed.trim() !== "") read.push({ kind: "removed", text: removed.trimEnd() });
    if (added.trim() !== "") read.push({ kind: "added", text: added.trimEnd() });
    if (space !== "") read.push({ kind: "same", text: space });
  }
  return joined(read);
}

function isIsland(text: string): boolean {
  return text.trim().length <= 3 && !text.includes("\n\n");
}

function joined(runs: readonly Words[]): readonly Words[] {
  const result: Words[] = [];
  for (const run of runs) {
    const last = result.at(-1);
    if (last?.kind === "same" && run.kind === "same")
      result[result.length - 1] = { kind: "same", text: last.text + run.text };
    else result.push(run);
  }
  return result;
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
