import fc from "fast-check";
import { expect, test } from "vitest";
import {
  add,
  commonMultiple,
  compare,
  type Decimal,
  decimalOf,
  floorIn,
  isMultiple,
  numberOf,
  times,
  zero,
} from "../../../src/core/containment/decimal.ts";

const numbers = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.integer({ min: -1000, max: 1000 }).map((value) => value / 100),
  fc.constantFrom(0.1, 0.2, 0.3, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, -0),
);
const decimals = numbers.map((value): Decimal => decimalOf(value) ?? zero);
const positive = fc
  .integer({ min: 1, max: 5000 })
  .chain((digits) =>
    fc.integer({ min: -4, max: 3 }).map((exponent): Decimal => ({ digits: BigInt(digits), exponent })),
  );

test("a number is the decimal that it is written as, and back", () => {
  fc.assert(
    fc.property(numbers, (value) => {
      expect(numberOf(decimalOf(value) ?? zero) - value).toBe(0);
    }),
  );
  expect(decimalOf(Number.NaN)).toBeNull();
  expect(decimalOf(Infinity)).toBeNull();
});

test("decimals are in the order of numbers", () => {
  fc.assert(
    fc.property(numbers, numbers, (left, right) => {
      expect(compare(decimalOf(left) ?? zero, decimalOf(right) ?? zero)).toBe(left < right ? -1 : left > right ? 1 : 0);
    }),
  );
});

test.each<[number, number, boolean]>([
  [0.3, 0.1, true],
  [1.1, 0.1, true],
  [4.35, 0.01, true],
  [0.35, 0.1, false],
  [1e21, 3, false],
  [9007199254740992, 2, true],
  [0, 7, true],
  [-6, 3, true],
  [1e308, 0.123456789, false],
  [1e-7, 1e-8, true],
])("%d is a multiple of %d: %s", (value, of, expected) => {
  expect(isMultiple(decimalOf(value) ?? zero, decimalOf(of) ?? zero)).toBe(expected);
});

test("the floor is the largest multiple that is not larger", () => {
  fc.assert(
    fc.property(decimals, positive, (value, unit) => {
      const count = floorIn(value, unit);
      expect(compare(times(unit, count), value)).toBeLessThanOrEqual(0);
      expect(compare(times(unit, count + 1n), value)).toBe(1);
    }),
  );
});

test("the common multiple is one of both, and each that is one of both is one of it", () => {
  fc.assert(
    fc.property(positive, positive, fc.integer({ min: 1, max: 500 }), (left, right, count) => {
      const common = commonMultiple(left, right);
      expect([isMultiple(common, left), isMultiple(common, right)]).toEqual([true, true]);
      const other = times(left, BigInt(count));
      if (isMultiple(other, right)) expect(isMultiple(other, common)).toBe(true);
      expect(compare(add(left, right), left)).toBe(1);
    }),
  );
});
