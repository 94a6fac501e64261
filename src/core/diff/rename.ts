import type { Contract } from "../contract/contract.ts";
import { sameJson } from "../json.ts";
import { pairsByAffix } from "./affix.ts";
import { folds } from "./fold.ts";
import { takenNames } from "./taken-names.ts";
import { nameChange } from "./tool-actions.ts";
import {
  argumentLikeness,
  descriptionLikeness,
  likeness,
  shareNothing,
  type Traits,
  traitsOf,
} from "./tool-likeness.ts";

/**
 * Tools under another name: said so by an alias, spelled in another style (`issueRefund`), many with the same change of
 * a prefix or suffix, or like one other tool only, by the words of name and description and by arguments. Where two
 * could be meant, none is taken. A name may be taken over by another tool, as where two swap theirs.
 *
 * @returns old name → new name
 */
export function renamedTools(before: Contract, after: Contract): ReadonlyMap<string, string> {
  const [had, has] = [new Set(before.tools.map(({ name }) => name)), new Set(after.tools.map(({ name }) => name))];
  const removed = before.tools.filter(({ name }) => !has.has(name)).map(traitsOf);
  const added = after.tools.filter(({ name }) => !had.has(name)).map(traitsOf);
  const certain = new Map<string, string>();
  for (const sign of [saidByAlias, sameSpelling]) take(certain, onlyPairs(removed, added, certain, sign));
  take(certain, pairsByAffix(...free(removed, added, certain)));
  take(certain, onlyPairs(removed, added, certain, sameArguments));
  const folded = new Set(folds(before, after, certain).flatMap(({ one, many }) => [one, ...many]));
  const isFree = ({ tool }: Traits): boolean => !folded.has(tool.name);
  const renames = new Map(certain);
  for (let known = -1; known !== renames.size;) {
    known = renames.size;
    take(renames, likePairs(...free(removed.filter(isFree), added.filter(isFree), renames)));
  }
  take(renames, takenNames(before, after, renames));
  return renames;
}

type Pair = readonly [from: string, to: string];

function take(renames: Map<string, string>, pairs: readonly Pair[]): void {
  for (const [from, to] of pairs) renames.set(from, to);
}

function free(
  removed: readonly Traits[],
  added: readonly Traits[],
  renames: ReadonlyMap<string, string>,
): [readonly Traits[], readonly Traits[]] {
  const taken = new Set(renames.values());
  return [removed.filter(({ tool }) => !renames.has(tool.name)), added.filter(({ tool }) => !taken.has(tool.name))];
}

/** By what a tool is the same one: what both have to share, and what has to hold then. */
interface Sign {
  readonly before: (old: Traits) => string;
  readonly after: (now: Traits) => readonly string[];
  readonly holds: (old: Traits, now: Traits) => boolean;
}

/** Pairs of which each is the other's only one. */
function onlyPairs(
  removed: readonly Traits[],
  added: readonly Traits[],
  renames: ReadonlyMap<string, string>,
  { before, after, holds }: Sign,
): readonly Pair[] {
  const [left, right] = free(removed, added, renames);
  const homes = new Map<string, Traits[]>();
  for (const now of right) for (const key of after(now)) homes.set(key, [...(homes.get(key) ?? []), now]);
  const matches = left.map((old) => (homes.get(before(old)) ?? []).filter((now) => holds(old, now)));
  const wanted = new Map<Traits, number>();
  for (const now of matches.flat()) wanted.set(now, (wanted.get(now) ?? 0) + 1);
  return left.flatMap((old, index): readonly Pair[] => {
    const [match, second] = matches[index] ?? [];
    if (match === undefined || second !== undefined || wanted.get(match) !== 1) return [];
    return [[old.tool.name, match.tool.name]];
  });
}

const saidByAlias: Sign = {
  before: ({ tool }) => tool.name,
  after: ({ tool }) => tool.aliases,
  holds: () => true,
};

const sameSpelling: Sign = {
  before: ({ spelling }) => spelling,
  after: ({ spelling }) => [spelling],
  holds: (old, now) => !shareNothing(old, now),
};

const sameArguments: Sign = {
  before: argumentsOf,
  after: (now) => [argumentsOf(now)],
  holds: isSameCall,
};

function argumentsOf({ parameters }: Traits): string {
  return JSON.stringify(parameters.map(({ name }) => name).toSorted());
}

/** To the letter, and nothing that is said contradicts it. An input without properties says too little. */
function isSameCall(old: Traits, now: Traits): boolean {
  if (old.parameters.length === 0 || old.tool.effect !== now.tool.effect || !sameJson(old.tool.input, now.tool.input))
    return false;
  const change = nameChange(old.words, now.words);
  if (change === "another") return false;
  if (old.description.total === 0 && now.description.total === 0) return change === "alike" || isRich(old, now);
  return descriptionLikeness(old, now) >= (change === "alike" ? 0.4 : 0.85);
}

/** The best match of each, where it is good enough and nobody else comes near. */
function likePairs(removed: readonly Traits[], added: readonly Traits[]): readonly Pair[] {
  if (removed.length * added.length > mostPairs) return [];
  const scores = removed.map((old) => added.map((now) => (canBe(old, now) ? likeness(old, now) : 0)));
  return removed.flatMap((old, row): readonly Pair[] => {
    const own = scores[row] ?? [];
    const best = Math.max(0, ...own);
    const column = own.indexOf(best);
    const now = added[column];
    if (now === undefined || best < enough) return [];
    const rivals = [
      ...own.filter((_, at) => at !== column),
      ...scores.flatMap((all, at) => (at === row ? [] : (all[column] ?? 0))),
    ];
    return rivals.every((rival) => rival <= best - apart) ? [[old.tool.name, now.tool.name]] : [];
  });
}

/** Measured on real histories: below it are tools that only speak of the same things. */
const enough = 0.6;
const apart = 0.1;
/** Of more tools than these nobody reads which might be which. */
const mostPairs = 10_000;

/** Arguments have to agree in part, more than the arguments has to, and no word may speak of another action. */
function canBe(old: Traits, now: Traits): boolean {
  if (shareNothing(old, now)) return false;
  const words = old.words.filter((word) => now.words.includes(word)).length;
  const said = descriptionLikeness(old, now);
  const given = argumentLikeness(old, now);
  switch (nameChange(old.words, now.words)) {
    case "another":
      return false;
    case "open":
      return given !== null && given >= 0.9 && (said >= 0.85 || (isRich(old, now) && said >= 0.5));
    case "alike":
      if (given === null || given === 0) return words > 0 && said >= 0.6;
      return words > 0 || said >= 0.5 || isRich(old, now);
  }
}

/** Several arguments that are the same to the letter are no accident. */
function isRich({ tool: old, parameters }: Traits, { tool: now }: Traits): boolean {
  return parameters.length >= 3 && sameJson(old.input, now.input);
}
