import type { Contract, Tool } from "../contract/contract.ts";
import { sameJson } from "../json.ts";
import { likeness, traitsOf } from "./tool-likeness.ts";

type Pair = readonly [from: string, to: string];

/**
 * Tools whose name another tool has now: `search` became `search_legacy`, and `search_v2` became `search`. Only what is
 * the same to the letter is believed, and only where the name itself stands for something altogether different.
 *
 * @param renames what is known already, old name → new name
 */
export function takenNames(before: Contract, after: Contract, renames: ReadonlyMap<string, string>): readonly Pair[] {
  const now = new Map(after.tools.map((tool) => [tool.name, tool]));
  const strangers = before.tools.filter((tool) => {
    const same = now.get(tool.name);
    return same !== undefined && isStranger(tool, same);
  });
  if (strangers.length === 0) return [];
  const had = new Set(before.tools.map(({ name }) => name));
  const lost = new Set(strangers.map(({ name }) => name));
  const taken = new Set(renames.values());
  const movers = before.tools.filter(({ name }) => lost.has(name) || (!now.has(name) && !renames.has(name)));
  const homes = after.tools.filter(({ name }) => lost.has(name) || (!had.has(name) && !taken.has(name)));
  const pairs = movers.flatMap((old): readonly Pair[] => {
    const [home, second] = homes.filter((tool) => isCopy(old, tool));
    if (home === undefined || second !== undefined) return [];
    return movers.filter((other) => isCopy(other, home)).length === 1 ? [[old.name, home.name]] : [];
  });
  return settled(pairs, had);
}

/** A name that is taken over must have been left by the tool that had it. */
function settled(pairs: readonly Pair[], had: ReadonlySet<string>): readonly Pair[] {
  const left = new Set(pairs.map(([from]) => from));
  const kept = pairs.filter(([, to]) => !had.has(to) || left.has(to));
  return kept.length === pairs.length ? kept : settled(kept, had);
}

function isStranger(old: Tool, now: Tool): boolean {
  return (
    !sameJson(old.input, now.input) &&
    old.description !== now.description &&
    likeness(traitsOf(old), traitsOf(now)) < 0.55
  );
}

function isCopy(old: Tool, now: Tool): boolean {
  return (
    old.description === now.description &&
    sameJson(old.input, now.input) &&
    (old.description !== "" || Object.keys(old.input).length > 1)
  );
}
