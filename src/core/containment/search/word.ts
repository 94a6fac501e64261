import type { Expression, Range } from "../pattern/expression.ts";
import type { Chance } from "./chance.ts";

/** Longer words are not made. */
const longest = 40;

/** Some word that an expression describes, if its conditions about beginning and end are met where they stand. */
export function wordFrom(expression: Expression, chance: Chance): string {
  switch (expression.kind) {
    case "start":
    case "end":
      return "";
    case "character":
      return characterIn(expression.ranges, chance);
    case "sequence":
      return expression.parts.map((part) => wordFrom(part, chance)).join("");
    case "choice": {
      const part = chance.pick(expression.parts);
      return part === undefined ? "" : wordFrom(part, chance);
    }
    case "repeat": {
      const { part, least, most } = expression;
      const times = Math.min(least + (chance.happens(0.5) ? 0 : Math.floor(chance.next() * 4)), most, longest);
      return Array.from({ length: times }, () => wordFrom(part, chance)).join("");
    }
  }
}

function characterIn(ranges: readonly Range[], chance: Chance): string {
  const printable = ranges.filter(([from, to]) => to >= 32 && from <= 126);
  const [from, to] = chance.pick(printable.length > 0 ? printable : ranges) ?? [97, 97];
  const [low, high] = printable.length > 0 ? [Math.max(from, 32), Math.min(to, 126)] : [from, to];
  return String.fromCodePoint(low + Math.floor(chance.next() * (high - low + 1)));
}
