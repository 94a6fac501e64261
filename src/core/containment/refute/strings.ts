import type { Fact } from "../formula/formula.ts";
import { findWord, type Wanted } from "../pattern/word.ts";
import type { Prover } from "./prover.ts";

/** The facts about one string, put together; `formats` and patterns that are not understood are left out of `wanted`. */
export interface Strings {
  readonly wanted: Wanted;
  readonly formats: readonly string[];
  readonly strange: readonly string[];
}

/** More words than this are not kept apart letter by letter. */
const fewWords = 300;

export function stringsOf(facts: readonly Fact[], { patterns }: Prover): Strings {
  let [least, most] = [0, Infinity];
  const understood: Wanted["patterns"][number][] = [];
  const [formats, strange]: [string[], string[]] = [[], []];
  const except = new Set<string>();
  for (const { says } of facts) {
    if (says.what === "size" && says.side === "least") least = Math.max(least, says.count);
    if (says.what === "size" && says.side === "most") most = Math.min(most, says.count);
    if (says.what === "format" && !says.not) formats.push(says.name);
    if (says.what === "values" && says.not) {
      for (const word of says.among.values()) if (typeof word === "string") except.add(word);
    }
    if (says.what !== "pattern") continue;
    const automaton = patterns.automaton(says.source);
    if (automaton !== null) understood.push({ automaton, not: says.not });
    else if (!says.not) strange.push(says.source);
  }
  return { wanted: { patterns: understood, least, most, except }, formats, strange };
}

/** Whether there surely is no such string. */
export function hasNoString({ wanted }: Strings, facts: readonly Fact[], prover: Prover): boolean {
  const { least, most, patterns, except } = wanted;
  if (least > most) return true;
  if (most === 0) return facts.some((fact) => prover.evaluate(fact, "") === false);
  if (patterns.length === 0) return false;
  return findWord({ ...wanted, except: except.size > fewWords ? new Set() : except }, prover.work) === null;
}
