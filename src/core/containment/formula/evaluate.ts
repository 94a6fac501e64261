import type { Json } from "../../json.ts";
import { compare, decimalOf, isMultiple } from "../decimal.ts";
import { bitOf, textOf, typeOf } from "../json-type.ts";
import type { Patterns } from "../pattern/patterns.ts";
import type { Work } from "../work.ts";
import type { EntriesStatement, Formula, ItemsStatement, Side, Statement } from "./formula.ts";
import { subjectOf } from "./statement.ts";

/** `null` where nobody knows. */
export type Truth = boolean | null;

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
    if (typeof value !== "object" || value === null) return null;
    if (type === "array") return arrayHolds(says, value as readonly Json[], evaluate);
    return objectHolds(says, value as { readonly [key: string]: Json }, evaluate);
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

function arrayHolds(says: Statement, value: readonly Json[], evaluate: Evaluate): Truth {
  switch (says.what) {
    case "size":
      return isWithin(value.length, says.side, says.count);
    case "unique":
      return (new Set(value.map(textOf)).size === value.length) !== says.not;
    case "items":
      return itemsHold(says, value, evaluate);
    case "count": {
      const truths = value.map((item) => evaluate(says.value, item));
      const [sure, maybe] = [truths.filter((truth) => truth === true).length, truths.filter((t) => t === null).length];
      const [low, high] = [isWithin(sure, says.side, says.count), isWithin(sure + maybe, says.side, says.count)];
      return low === high ? low : null;
    }
    default:
      return null;
  }
}

function itemsHold({ how, from, to, value }: ItemsStatement, items: readonly Json[], evaluate: Evaluate): Truth {
  const part = items.slice(from, to);
  return how === "every"
    ? together(part, (item) => evaluate(value, item))
    : turned(together(part, (item) => turned(evaluate(value, item))));
}

function objectHolds(says: Statement, object: { readonly [key: string]: Json }, evaluate: Evaluate): Truth {
  if (says.what === "size") return isWithin(Object.keys(object).length, says.side, says.count);
  if (says.what !== "entries") return null;
  const name = onlyKey(says.keys);
  const keys = name === null ? Object.keys(object) : Object.hasOwn(object, name) ? [name] : [];
  return says.how === "every"
    ? together(keys, (key) => either(turned(evaluate(says.keys, key)), () => evaluate(says.value, object[key] ?? null)))
    : turned(
        together(keys, (key) =>
          turned(both(evaluate(says.keys, key), () => evaluate(says.value, object[key] ?? null))),
        ),
      );
}

/** The one name that a set of names has, where it is such a set. */
export function onlyKey(keys: EntriesStatement["keys"]): string | null {
  if (keys.kind !== "fact" || keys.says.what !== "values" || keys.says.not || keys.says.among.size !== 1) return null;
  const [name] = keys.says.among.values();
  return typeof name === "string" ? name : null;
}

function isWithin(count: number, side: Side, limit: number): boolean {
  return side === "least" ? count >= limit : count <= limit;
}

function together<Part>(parts: readonly Part[], truthOf: (part: Part) => Truth): Truth {
  let truth: Truth = true;
  for (const part of parts) {
    const next = truthOf(part);
    if (next === false) return false;
    if (next === null) truth = null;
  }
  return truth;
}

function turned(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

function both(left: Truth, right: () => Truth): Truth {
  if (left === false) return false;
  const truth = right();
  return truth === false ? false : left === null ? null : truth;
}

function either(left: Truth, right: () => Truth): Truth {
  return turned(both(turned(left), () => turned(right())));
}
