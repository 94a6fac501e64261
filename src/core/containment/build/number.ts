import { add, type Decimal, decimalOf, floorIn, numberOf, one, times, zero } from "../decimal.ts";
import type { Fact } from "../formula/formula.ts";
import { textOf } from "../json-type.ts";
import { fits, middle, type Numbers, numbersOf } from "../refute/numbers.ts";

/** Numbers that all facts hold of: whole and near to zero first. */
export function buildNumber(facts: readonly Fact[]): readonly number[] {
  const numbers = numbersOf(facts);
  const candidates = [...(numbers.unit === null ? free(numbers) : multiples(numbers, numbers.unit))];
  const found = candidates.map(numberOf).filter((value) => {
    // The nearest number of JavaScript may be another one.
    const exact = decimalOf(value);
    return exact !== null && fits(exact, numbers, textOf(value));
  });
  return [...new Set(found)].slice(0, 4);
}

const steps = [0, 1, -1, 2, 3, 0.5, -0.5, 0.25, 0.1, -0.1, 0.01, 7, 11].map((step) => decimalOf(step) ?? zero);

function* free({ least, most, except }: Numbers): Iterable<Decimal> {
  const far = Array.from({ length: except.size }, (_, index) => times(one, BigInt(index + 4)));
  for (const start of [
    one,
    zero,
    ...(least === null ? [] : wholeNear(least.value)),
    ...(most === null ? [] : wholeNear(most.value)),
  ]) {
    for (const step of [...steps, ...far]) yield add(start, step);
  }
  if (least !== null && most !== null) {
    const half = middle(least.value, most.value);
    yield half;
    yield middle(least.value, half);
    yield middle(half, most.value);
  }
}

function wholeNear(value: Decimal): readonly Decimal[] {
  return [times(one, floorIn(value, one)), value];
}

function* multiples({ least, most, except, notMultiples }: Numbers, unit: Decimal): Iterable<Decimal> {
  const around = 12 + except.size + notMultiples.length * 8;
  const start = least === null ? (most === null ? 1n : floorIn(most.value, unit)) : floorIn(least.value, unit);
  for (const base of [1n, 0n, start]) {
    for (let away = 0; away <= around; away += 1) {
      yield times(unit, base + BigInt(away));
      yield times(unit, base - BigInt(away));
    }
  }
}
