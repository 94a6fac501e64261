import { answersTo, type Contract, type Tool } from "../contract/contract.ts";
import { sayList } from "../text.ts";

/**
 * What a model is told about a tool that is not there: which one is meant, where that is known, and which ones
 * there are. Sure is only what the newer contract says of its names; likeness is asked, not said.
 *
 * @param newer the tools that new sessions have, where they are others
 */
export function sayUnknownTool({ tools }: Contract, name: string, newer: readonly Tool[]): string {
  const offered = tools.map((tool) => tool.name);
  const there = offered.length === 0 ? "There are no tools here." : `The tools are ${sayList(offered)}.`;
  const called = renamedBack(tools, name, newer);
  if (called !== null) return `There is no tool ${name}: here it is called ${called}. ${there}`;
  const alike = likeliest(name, offered);
  const guess = alike === null ? "" : ` Did you mean ${alike}?`;
  return `There is no tool ${name}.${guess} ${there}`;
}

/** The name here of a tool that only the newer contract calls so: they share an alias or a name. */
function renamedBack(tools: readonly Tool[], name: string, newer: readonly Tool[]): string | null {
  const there = newer.find((tool) => answersTo(tool, name));
  if (there === undefined) return null;
  const names = [there.name, ...there.aliases];
  return tools.find((tool) => names.some((one) => answersTo(tool, one)))?.name ?? null;
}

/** Pairs of letters in common: neither the case, nor separators, nor the order of words count. */
function likeliest(name: string, offered: readonly string[]): string | null {
  const wanted = pairsOf(name);
  const scored = offered
    .map((one) => ({ one, score: likeness(wanted, pairsOf(one)) }))
    .filter(({ score }) => score >= 0.75)
    .toSorted((left, right) => right.score - left.score);
  return scored[0]?.one ?? null;
}

function pairsOf(name: string): readonly string[] {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.flatMap((word) => [...word].slice(1).map((letter, index) => `${word[index] ?? ""}${letter}`));
}

/** Sørensen–Dice. */
function likeness(left: readonly string[], right: readonly string[]): number {
  if (left.length === 0 || right.length === 0) return 0;
  const rest = [...right];
  const shared = left.filter((pair) => {
    const at = rest.indexOf(pair);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
  return (2 * shared.length) / (left.length + right.length);
}
