import type { Work } from "../work.ts";
import type { Automaton, State } from "./automaton.ts";
import { lettersOf } from "./letters.ts";

/** What a word must be like. Lengths are in code points. */
export interface Wanted {
  readonly patterns: readonly { readonly automaton: Automaton; readonly not: boolean }[];
  readonly least: number;
  readonly most: number;
  readonly except: ReadonlySet<string>;
}

/** A shortest word that is wanted; `null` where there is none; "not found" where looking for it took too long. */
export function findWord(wanted: Wanted, work: Work): string | null | "not found" {
  const automata = wanted.patterns.map(({ automaton }) => automaton);
  const letters = lettersOf(automata, wanted.except);
  const beginnings = new Set([...wanted.except].flatMap(beginningsOf));
  const start = wanted.patterns.map(({ automaton }) => automaton.start);
  const first: Step = { states: start, length: 0, before: null, letter: 0, path: "" };
  if (isHopeless(first, wanted)) return null;
  const seen = new Set([keyOf(first, wanted)]);
  let level: readonly Step[] = [first];
  while (level.length > 0) {
    const found = level.find((step) => isWanted(step, wanted));
    if (found !== undefined) return wordOf(found);
    const next: Step[] = [];
    for (const step of level) {
      if (step.length >= wanted.most) continue;
      for (const letter of letters) {
        const after = follow(step, letter, wanted, beginnings);
        if (!work.spend(1 + (after.states.reduce((sum, { knots }) => sum + knots.length, 0) >> 2))) return "not found";
        const key = keyOf(after, wanted);
        if (seen.has(key) || isHopeless(after, wanted)) continue;
        seen.add(key);
        next.push(after);
      }
    }
    level = next;
  }
  return null;
}

interface Step {
  readonly states: readonly State[];
  readonly length: number;
  readonly before: Step | null;
  readonly letter: number;
  /** The word so far, as long as it is the beginning of one that is excepted; else `null`. */
  readonly path: string | null;
}

function follow(step: Step, letter: number, { patterns }: Wanted, beginnings: ReadonlySet<string>): Step {
  const path = step.path === null ? null : step.path + String.fromCodePoint(letter);
  return {
    states: step.states.map((state, index) => patterns[index]?.automaton.next(state, letter) ?? state),
    length: step.length + 1,
    before: step,
    letter,
    path: path !== null && beginnings.has(path) ? path : null,
  };
}

function wordOf(last: Step): string {
  const letters: number[] = [];
  for (let step = last; step.before !== null; step = step.before) letters.push(step.letter);
  return letters
    .toReversed()
    .map((letter) => String.fromCodePoint(letter))
    .join("");
}

function isWanted({ states, length, path }: Step, { patterns, least, except }: Wanted): boolean {
  return (
    length >= least &&
    states.every((state, index) => state.matches !== patterns[index]?.not) &&
    (path === null || !except.has(path))
  );
}

function isHopeless({ states }: Step, { patterns }: Wanted): boolean {
  return states.some((state, index) => (patterns[index]?.not === true ? state.isSettled : state.isDead));
}

/** Words that lead to the same place go on in the same way; where a length counts it is a part of the place. */
function keyOf({ states, length, path }: Step, { least, most }: Wanted): string {
  const counted = most === Infinity ? Math.min(length, least) : length;
  return `${states.map(({ id }) => id).join(" ")} ${counted} ${path === null ? "" : JSON.stringify(path)}`;
}

function beginningsOf(word: string): readonly string[] {
  const characters = [...word];
  return characters.map((_, index) => characters.slice(0, index).join("")).concat(word);
}
