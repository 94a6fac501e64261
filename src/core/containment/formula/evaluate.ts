import { isJsonArray, isJsonObject, type Json } from "../../json.ts";
import { compare, decimalOf, isMultiple } from "../decimal.ts";
import { bitOf, textOf, typeOf } from "../json-type.ts";
import type { Patterns } from "../pattern/patterns.ts";
import type { Work } from "../work.ts";
import type { Formula, Statement } from "./formula.ts";
import { subjectOf } from "./statement.ts";
import { arrayHolds, isWithin, objectHolds } from "./structure.ts";
import { together, type Truth, turned } from "./truth.ts";

/** Whether a value is in a set. */
export type Evaluate = (formula: Formula, value: Json) => Truth;

/** A reference that leads to itself without going down into the value never ends: nobody knows what it says. */
const deepest = 400;

export function evaluator(patterns: Patterns, work: Work): Evaluate {
  let depth = 0;
  const evaluate: Evaluate = (formula, value) => {
    if (depth > deepest || !work.spend()) return null;
    depth += 1;
    try {
      if (formula.kind === "all") return together(formula.parts, (part) => evaluate(part, value));
      if (formula.kind === "any") return turned(together(formula.parts, (part) => turned(evaluate(part, value))));
      return formula.kind === "lazy" ? evaluate(formula.unfold(), value) : holds(formula.says, value);
    } finally {
      depth -= 1;
    }
  };

  const holds = (says: Statement, value: Json): Truth => {
    const type = typeOf(value);
    const subject = subjectOf(says);
    if (subject !== null && subject !== type) return true;
    if (says.what === "types") return (says.types & bitOf[type]) !== 0;
    if (says.what === "values") return says.among.has(textOf(value)) !== says.not;
    if (typeof value === "number") return numberHolds(says, value);
    if (typeof value === "string") return stringHolds(says, value, patterns);
    if (isJsonArray(value)) return arrayHolds(says, value, evaluate);
    return isJsonObject(value) ? objectHolds(says, value, evaluate) : null;
  };
  return evaluate;
}

function numberHolds(says: Statement, value: number): Truth {
  const number = decimalOf(value);
  if (number === null) return null;
  if (says.what === "multiple") return isMultiple(number, says.of) !== says.not;
  if (says.what !== "bound") return null;
  const order = compare(number, says.value);
  return order === 0 ? !says.open : order > 0 === (says.side === "least");
}

function stringHolds(says: Statement, value: string, patterns: Patterns): Truth {
  if (says.what === "size") return isWithin([...value].length, says.side, says.count);
  if (says.what !== "pattern") return null;
  const matches = patterns.test(says.source, value);
  return matches === null ? null : matches !== says.not;
}
