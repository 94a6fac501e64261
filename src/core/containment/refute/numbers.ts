import { add, commonMultiple, compare, type Decimal, decimalOf, floorIn, isMultiple, times } from "../decimal.ts";
import type { Fact } from "../formula/formula.ts";
import { textOf } from "../json-type.ts";

/** The facts about one number, put together. */
export interface Numbers {
  readonly least: Bound | null;
  readonly most: Bound | null;
  /** Every one of them is a multiple of this. */
  readonly unit: Decimal | null;
  readonly notMultiples: readonly Decimal[];
  readonly except: ReadonlySet<string>;
}

interface Bound {
  readonly value: Decimal;
  /** The bound itself is outside. */
  readonly open: boolean;
}

export function numbersOf(facts: readonly Fact[]): Numbers {
  let [least, most, unit]: [Bound | null, Bound | null, Decimal | null] = [null, null, null];
  const notMultiples: Decimal[] = [];
  const except = new Set<string>();
  for (const { says } of facts) {
    if (says.what === "bound" && says.side === "least") least = tighter(least, says, 1);
    if (says.what === "bound" && says.side === "most") most = tighter(most, says, -1);
    if (says.what === "multiple" && says.not) notMultiples.push(says.of);
    if (says.what === "multiple" && !says.not) unit = unit === null ? says.of : commonMultiple(unit, says.of);
    if (says.what === "values" && says.not) for (const text of says.among.keys()) except.add(text);
  }
  return { least, most, unit, notMultiples, except };
}

function tighter(known: Bound | null, { value, open }: Bound, direction: 1 | -1): Bound {
  if (known === null) return { value, open };
  const order = compare(value, known.value) * direction;
  return order > 0 ? { value, open } : order === 0 ? { value, open: open || known.open } : known;
}

export function fits(value: Decimal, { least, most, unit, notMultiples, except }: Numbers, text: string): boolean {
  return (
    (least === null || isBeyond(value, least, 1)) &&
    (most === null || isBeyond(value, most, -1)) &&
    (unit === null || isMultiple(value, unit)) &&
    !notMultiples.some((other) => isMultiple(value, other)) &&
    !except.has(text)
  );
}

function isBeyond(value: Decimal, { value: bound, open }: Bound, direction: 1 | -1): boolean {
  const order = compare(value, bound) * direction;
  return order > 0 || (order === 0 && !open);
}

/** More candidates than this are not tried one by one. */
const fewCandidates = 1000n;

/** Whether there surely is no such number. */
export function hasNoNumber(numbers: Numbers): boolean {
  const { least, most, unit, notMultiples } = numbers;
  if (least !== null && most !== null) {
    const order = compare(least.value, most.value);
    if (order > 0 || (order === 0 && (least.open || most.open))) return true;
    if (order === 0) return !fits(least.value, numbers, exactText(least.value));
  }
  if (unit === null) return false;
  const candidates = multiplesWithin(numbers, unit);
  if (candidates !== null) return candidates.every((value) => !fits(value, numbers, exactText(value)));
  return notMultiples.length > 0 && goesRoundEmpty(unit, notMultiples);
}

/** All multiples of a unit between both bounds, where they are few. */
export function multiplesWithin({ least, most }: Numbers, unit: Decimal): readonly Decimal[] | null {
  if (least === null || most === null) return null;
  const first = floorIn(least.value, unit);
  const count = floorIn(most.value, unit) - first + 1n;
  if (count > fewCandidates) return null;
  return Array.from({ length: Math.max(0, Number(count)) }, (_, index) => times(unit, first + BigInt(index)));
}

/** Whether each multiple of the unit, within one period of all divisors, is a multiple of one of them. */
function goesRoundEmpty(unit: Decimal, divisors: readonly Decimal[]): boolean {
  const period = divisors.reduce((known, divisor) => commonMultiple(known, divisor), unit);
  const count = floorIn(period, unit);
  if (count > fewCandidates) return false;
  return Array.from({ length: Number(count) }, (_, index) => times(unit, BigInt(index))).every((value) =>
    divisors.some((divisor) => isMultiple(value, divisor)),
  );
}

/** As `textOf` writes it, for numbers that JavaScript can hold. */
export function exactText(value: Decimal): string {
  const number = Number(`${value.digits}e${value.exponent}`);
  const back = decimalOf(number);
  return back !== null && compare(back, value) === 0 ? textOf(number) : `${value.digits}e${value.exponent}`;
}

/** The middle between two bounds. */
export function middle(low: Decimal, high: Decimal): Decimal {
  const sum = add(low, high);
  return { digits: sum.digits * 5n, exponent: sum.exponent - 1 };
}
