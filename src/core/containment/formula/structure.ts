import type { Json, JsonObject } from "../../json.ts";
import { textOf } from "../json-type.ts";
import type { Formula, ItemsStatement, Side, Statement } from "./formula.ts";
import { onlyKey } from "./only-key.ts";
import { both, either, together, type Truth, turned } from "./truth.ts";

type Evaluate = (formula: Formula, value: Json) => Truth;

export function arrayHolds(says: Statement, value: readonly Json[], evaluate: Evaluate): Truth {
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

export function objectHolds(says: Statement, object: JsonObject, evaluate: Evaluate): Truth {
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

export function isWithin(count: number, side: Side, limit: number): boolean {
  return side === "least" ? count >= limit : count <= limit;
}
