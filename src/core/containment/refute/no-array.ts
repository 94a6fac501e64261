import type { Formula } from "../formula/formula.ts";
import { countUpTo } from "./cardinality.ts";
import { type Counted, itemAt, type Items } from "./items.ts";
import type { Prover } from "./prover.ts";

/** Whether there surely is no such array. */
export function hasNoArray(items: Items, prover: Prover): boolean {
  const zones = zonesOf(items, prover);
  const most = zones.reduce((sum, { room }) => sum + room, 0);
  if (items.least > most) return true;
  return (
    items.some.some(
      ({ from, to, value }) => !zones.some((zone) => zone.at >= from && zone.first < to && can(zone, value, prover)),
    ) ||
    items.atLeast.some(({ count, value }) => roomFor(value, zones, prover) < count) ||
    items.atMost.some(({ count, value }) => forced(value, items, zones, prover) > count) ||
    items.atLeast.some((low) => items.atMost.some((high) => low.count > high.count && isWithin(low, high, prover))) ||
    items.atLeast.some((low) => items.atLeast.some((other) => areApart(low, other, most, prover))) ||
    (items.unique === true && hasTooFewValues(items, zones, prover)) ||
    (items.unique === false && cannotRepeat(zones, prover))
  );
}

/** A position, or all the positions from one on, which are alike. */
interface Zone {
  readonly first: number;
  /** A position as far behind as any. */
  readonly at: number;
  readonly room: number;
  readonly goal: readonly Formula[];
}

/** Positions where there may be an item: an array ends before the first where there may be none. */
function zonesOf(items: Items, prover: Prover): readonly Zone[] {
  const zones: Zone[] = [];
  const rest = {
    first: items.places,
    at: Infinity,
    room: items.most - items.places,
    goal: itemAt(items.places, items),
  };
  for (let index = 0; index < Math.min(items.places, items.most); index += 1) {
    if (!prover.work.spend(1 + (items.every.length >> 4)))
      return [...zones, { ...rest, first: index, room: Infinity, goal: [] }];
    const goal = itemAt(index, items);
    if (goal.length > 0 && prover.isEmpty(goal)) return zones;
    zones.push({ first: index, at: index, room: 1, goal });
  }
  if (rest.room > 0 && !(rest.goal.length > 0 && prover.isEmpty(rest.goal))) zones.push(rest);
  return zones;
}

function can({ goal }: Zone, value: Formula, prover: Prover): boolean {
  return !prover.isEmpty([...goal, value]);
}

function roomFor(value: Formula, zones: readonly Zone[], prover: Prover): number {
  return zones.reduce((sum, zone) => (can(zone, value, prover) ? sum + zone.room : sum), 0);
}

/** How many items of a shortest array are so, whatever they are. */
function forced(value: Formula, { least }: Items, zones: readonly Zone[], prover: Prover): number {
  const other = prover.formulas.not(value);
  return zones.reduce((sum, zone) => {
    const there = Math.min(zone.room, Math.max(0, least - zone.first));
    return there > 0 && !can(zone, other, prover) ? sum + there : sum;
  }, 0);
}

function isWithin(low: Counted, high: Counted, { formulas, isEmpty }: Prover): boolean {
  return isEmpty([low.value, formulas.not(high.value)]);
}

/** Two sets with nothing in common need room for both. */
function areApart(low: Counted, other: Counted, most: number, { isEmpty }: Prover): boolean {
  return low.count + other.count > most && isEmpty([low.value, other.value]);
}

function hasTooFewValues({ least, places }: Items, zones: readonly Zone[], prover: Prover): boolean {
  const rest = zones.find(({ at }) => at === Infinity);
  if (rest === undefined || least <= places) return false;
  return countUpTo(least, rest.goal, prover) < least - places;
}

/** Whether no two positions can hold the same. */
function cannotRepeat(zones: readonly Zone[], prover: Prover): boolean {
  if (zones.length > 12) return false;
  return !zones.some(({ room, goal }, index) =>
    zones.slice(room > 1 ? index : index + 1).some((other) => !prover.isEmpty([...goal, ...other.goal])),
  );
}
