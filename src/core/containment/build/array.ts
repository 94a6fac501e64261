import type { Json } from "../../json.ts";
import type { Fact, Formula } from "../formula/formula.ts";
import { itemAt, type Items, itemsOf } from "../refute/items.ts";
import type { Builder } from "./builder.ts";

/** Longer lists are not worth showing. */
const longest = 2000;

/** Arrays that the facts hold of, as far as a first try goes: whoever asks looks whether they do. */
export function* buildArray(facts: readonly Fact[], builder: Builder): Iterable<readonly Json[]> {
  const items = itemsOf(facts);
  if (items.least > longest) return;
  const slots = slotsFor(items, builder);
  for (const more of [0, 1]) {
    if (slots.length + more > items.most) return;
    if (more > 0) slots.push([...itemAt(slots.length, items)]);
    const array = fill(slots, items, builder);
    if (array !== undefined) yield array;
  }
}

/** What each item has to be like: one slot an item. */
function slotsFor(items: Items, builder: Builder): Formula[][] {
  const slots = Array.from({ length: items.least }, (_, index) => [...itemAt(index, items)]);
  const place = (from: number, to: number, value: Formula, taken: Set<number>): void => {
    const fitting = (index: number): boolean =>
      !taken.has(index) && !builder.prover.isEmpty([...(slots[index] ?? itemAt(index, items)), value]);
    let index = from;
    while (index < Math.min(to, Math.max(slots.length, items.places + 1)) && !fitting(index)) index += 1;
    while (slots.length <= index && slots.length < Math.min(items.most, longest)) {
      slots.push([...itemAt(slots.length, items)]);
    }
    slots[index]?.push(value);
    taken.add(index);
  };
  for (const { from, to, value } of items.some) if (to - from > 1) place(from, to, value, new Set());
  for (const { count, value } of items.atLeast) {
    const taken = new Set<number>();
    for (let time = 0; time < count; time += 1) place(0, Infinity, value, taken);
  }
  for (const { count, value } of items.atMost) leaveOut(slots, count, value, builder);
  return slots;
}

/** All but the first few are something else, those first that have to be so. */
function leaveOut(slots: readonly Formula[][], count: number, value: Formula, { prover }: Builder): void {
  const other = prover.formulas.not(value);
  const free = slots.filter((slot) => !prover.isEmpty([...slot, other]));
  const forced = slots.length - free.length;
  for (const slot of free.slice(Math.max(0, count - forced))) slot.push(other);
}

function fill(slots: readonly (readonly Formula[])[], items: Items, builder: Builder): readonly Json[] | undefined {
  const twins = items.unique === false ? twinsIn(slots, builder) : null;
  const array: Json[] = [];
  for (const [index, slot] of slots.entries()) {
    const twin = twins !== null && index === twins[1] ? array[twins[0]] : undefined;
    const goal = twins !== null && index === twins[0] ? [...slot, ...(slots[twins[1]] ?? [])] : slot;
    const item = twin ?? builder.build(goal, items.unique === true ? array : []);
    if (item === undefined) return undefined;
    array.push(item);
  }
  return array;
}

/** Two positions that can hold the same. */
function twinsIn(slots: readonly (readonly Formula[])[], { prover }: Builder): readonly [number, number] | null {
  for (const [index, slot] of slots.entries()) {
    for (let other = index + 1; other < slots.length; other += 1) {
      if (!prover.isEmpty([...slot, ...(slots[other] ?? [])])) return [index, other];
    }
  }
  return null;
}
