/** A number as people write it, exactly: `digits` times ten to the power of `exponent`. No trailing zeros. */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

export const zero: Decimal = { digits: 0n, exponent: 0 };
export const one: Decimal = { digits: 1n, exponent: 0 };

/** The decimal that a number is written as; `null` for what is no number. */
export function decimalOf(value: number): Decimal | null {
  if (!Number.isFinite(value)) return null;
  const [mantissa = "", power = "0"] = String(value).split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  return trim({ digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length });
}

/** The nearest number of JavaScript. */
export function numberOf({ digits, exponent }: Decimal): number {
  return Number(`${digits}e${exponent}`);
}

export function sayDecimal(value: Decimal): string {
  return `${value.digits}e${value.exponent}`;
}

export function compare(left: Decimal, right: Decimal): number {
  const [a, b] = alike(left, right);
  return a < b ? -1 : a > b ? 1 : 0;
}

export function add(left: Decimal, right: Decimal): Decimal {
  const [a, b, exponent] = alike(left, right);
  return trim({ digits: a + b, exponent });
}

export function times(value: Decimal, factor: bigint): Decimal {
  return trim({ digits: value.digits * factor, exponent: value.exponent });
}

export function isMultiple(value: Decimal, of: Decimal): boolean {
  const [a, b] = alike(value, of);
  return b !== 0n && a % b === 0n;
}

/** The largest whole number of times that `unit`, which is positive, goes into a value. */
export function floorIn(value: Decimal, unit: Decimal): bigint {
  const [a, b] = alike(value, unit);
  const quotient = a / b;
  return a < 0n && a % b !== 0n ? quotient - 1n : quotient;
}

/** The smallest positive number that both divide. */
export function commonMultiple(left: Decimal, right: Decimal): Decimal {
  const [a, b, exponent] = alike(left, right);
  return trim({ digits: (a * b) / greatestDivisor(a, b), exponent });
}

function greatestDivisor(left: bigint, right: bigint): bigint {
  let [a, b] = [left, right];
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

function alike(left: Decimal, right: Decimal): readonly [bigint, bigint, number] {
  const exponent = Math.min(left.exponent, right.exponent);
  return [
    left.digits * 10n ** BigInt(left.exponent - exponent),
    right.digits * 10n ** BigInt(right.exponent - exponent),
    exponent,
  ];
}

function trim({ digits, exponent }: Decimal): Decimal {
  if (digits === 0n) return zero;
  let [short, power] = [digits, exponent];
  while (short % 10n === 0n) [short, power] = [short / 10n, power + 1];
  return { digits: short, exponent: power };
}
