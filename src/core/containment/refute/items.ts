import type { Fact, Formula } from "../formula/formula.ts";

/** The facts about one array, put together. */
export interface Items {
  readonly least: number;
  readonly most: number;
  readonly every: readonly Span[];
  readonly some: readonly Span[];
  readonly atLeast: readonly Counted[];
  readonly atMost: readonly Counted[];
  /** Whether all items differ, or two are the same; `null` where nothing is said. */
  readonly unique: boolean | null;
  /** From this position on, all positions are alike. */
  readonly places: number;
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly value: Formula;
}

export interface Counted {
  readonly count: number;
  readonly value: Formula;
}

export function itemsOf(facts: readonly Fact[]): Items {
  let [least, most, unique]: [number, number, boolean | null] = [0, Infinity, null];
  const [every, some]: [Span[], Span[]] = [[], []];
  const [atLeast, atMost]: [Counted[], Counted[]] = [[], []];
  for (const { says } of facts) {
    if (says.what === "unique") unique = !says.not;
    if (says.what === "size" && says.side === "least") least = Math.max(least, says.count);
    if (says.what === "size" && says.side === "most") most = Math.min(most, says.count);
    if (says.what === "count") (says.side === "least" ? atLeast : atMost).push(says);
    if (says.what !== "items") continue;
    if (says.how === "every") every.push(says);
    else if (says.from === 0 && says.to === Infinity) atLeast.push({ count: 1, value: says.value });
    else some.push(says);
  }
  for (const { from } of some) least = Math.max(least, from + 1);
  for (const { count } of atLeast) least = Math.max(least, count);
  if (unique === false) least = Math.max(least, 2);
  const places = [...every, ...some].reduce((known, { from, to }) => Math.max(known, to === Infinity ? from : to), 0);
  return { least, most, every, some, atLeast, atMost, unique, places };
}

/** What is said about the item at one position, where there is one. */
export function itemAt(index: number, { every, some }: Items): readonly Formula[] {
  const here = every.filter(({ from, to }) => from <= index && index < to);
  const only = some.filter(({ from, to }) => from === index && to === index + 1);
  return [...here, ...only].map(({ value }) => value);
}
