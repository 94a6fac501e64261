import { isJsonArray, isJsonObject, type Json } from "../../json.ts";
import type { Path } from "../../place.ts";
import { bitOf, typeOf } from "../json-type.ts";
import type { Evaluate } from "./evaluate.ts";
import type { Fact, Formula } from "./formula.ts";
import { onlyKey } from "./only-key.ts";
import { sayStatement } from "./say.ts";
import { subjectOf } from "./statement.ts";
import { typesIn } from "./types-in.ts";

/** Where a value leaves a set, and what would have to be there. */
export interface Reason {
  readonly at: Path;
  /** The end of a sentence about the value there: `must be a string`. */
  readonly why: string;
}

/** Why a value is not in a set; `null` where it is in it, or nobody knows. */
export function explain(formula: Formula, value: Json, evaluate: Evaluate, at: Path = []): Reason | null {
  if (evaluate(formula, value) !== false) return null;
  if (formula.kind === "lazy") return explain(formula.unfold(), value, evaluate, at);
  if (formula.kind === "fact") return explainFact(formula, value, evaluate, at);
  if (formula.kind === "all") {
    const failing = formula.parts.find((part) => evaluate(part, value) === false);
    return failing === undefined ? null : explain(failing, value, evaluate, at);
  }
  const types = typesIn(formula, 8);
  if (formula.parts.length > 0 && (types & bitOf[typeOf(value)]) === 0)
    return { at, why: sayStatement({ what: "types", types }, value) };
  const reasons = formula.parts
    .filter((part) => (typesIn(part, 8) & bitOf[typeOf(value)]) !== 0)
    .map((part) => explain(part, value, evaluate, at))
    .filter((reason) => reason !== null);
  const [only] = reasons;
  if (reasons.length === 1 && only !== undefined) return only;
  return { at, why: formula.parts.length === 0 ? "must not be there" : "fits none of the forms that are allowed here" };
}

function explainFact({ says }: Fact, value: Json, evaluate: Evaluate, at: Path): Reason {
  const here = { at, why: sayStatement(says, value) };
  if (subjectOf(says) === null) return here;
  if (says.what === "items" && says.how === "every" && isJsonArray(value)) {
    const index = value.findIndex(
      (item, place) => place >= says.from && place < says.to && evaluate(says.value, item) === false,
    );
    const inner = index === -1 ? null : explain(says.value, value[index] ?? null, evaluate, [...at, index]);
    return inner ?? here;
  }
  if (says.what !== "entries" || !isJsonObject(value)) return here;
  const name = onlyKey(says.keys);
  if (says.how === "some") {
    const inner =
      name !== null && Object.hasOwn(value, name)
        ? explain(says.value, value[name] ?? null, evaluate, [...at, name])
        : null;
    return inner ?? here;
  }
  const key = Object.keys(value).find(
    (key) => evaluate(says.keys, key) === true && evaluate(says.value, value[key] ?? null) === false,
  );
  return key === undefined ? here : (explain(says.value, value[key] ?? null, evaluate, [...at, key]) ?? here);
}
