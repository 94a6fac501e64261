import { type Automaton, automatonOf } from "./automaton.ts";
import { isQuick } from "./quick.ts";

/** Patterns, each understood once. */
export interface Patterns {
  automaton(source: string): Automaton | null;
  /** Those met so far that are not understood. */
  readonly strange: ReadonlySet<string>;
  /** Whether a text matches; `null` where nobody can say, or not in a bounded time. */
  test(source: string, text: string): boolean | null;
}

export function newPatterns(): Patterns {
  const known = new Map<string, Automaton | null>();
  const strange = new Set<string>();
  const automaton = (source: string): Automaton | null => {
    const found = known.get(source);
    if (found !== undefined) return found;
    const made = automatonOf(source);
    known.set(source, made);
    if (made === null) strange.add(source);
    return made;
  };
  return {
    automaton,
    strange,
    test(source, text) {
      const machine = automaton(source);
      return machine === null ? tryOut(source, text) : run(machine, text);
    },
  };
}

function run(machine: Automaton, text: string): boolean {
  let state = machine.start;
  for (const character of text) {
    if (state.isSettled) return true;
    state = machine.next(state, character.codePointAt(0) ?? 0);
  }
  return state.matches;
}

function tryOut(source: string, text: string): boolean | null {
  if (!isQuick(source, text.length)) return null;
  try {
    return RegExp(source, "u").test(text);
  } catch {
    return null;
  }
}
