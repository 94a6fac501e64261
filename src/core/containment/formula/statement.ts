import { sayDecimal } from "../decimal.ts";
import { allTypes, type JsonType } from "../json-type.ts";
import type { Formula, Statement } from "./formula.ts";

/** The type that a statement is about; `null` where it is about every value. */
export function subjectOf(statement: Statement): JsonType | null {
  switch (statement.what) {
    case "types":
    case "values":
    case "opaque":
      return null;
    case "bound":
    case "multiple":
      return "number";
    case "pattern":
    case "format":
      return "string";
    case "size":
      return statement.of;
    case "items":
    case "count":
    case "unique":
      return "array";
    case "entries":
      return "object";
  }
}

/** The same question answered the other way, of values of the type that the statement is about. */
export function contraryOf(statement: Statement, not: (formula: Formula) => Formula): Statement {
  switch (statement.what) {
    case "types":
      return { what: "types", types: allTypes & ~statement.types };
    case "values":
    case "opaque":
    case "multiple":
    case "pattern":
    case "format":
    case "unique":
      return { ...statement, not: !statement.not };
    case "bound":
      return { ...statement, side: other(statement.side), open: !statement.open };
    case "size":
    case "count": {
      const count = statement.side === "least" ? statement.count - 1 : statement.count + 1;
      return { ...statement, side: other(statement.side), count };
    }
    case "items":
    case "entries":
      return { ...statement, how: statement.how === "every" ? "some" : "every", value: not(statement.value) };
  }
}

/** Equal for equal statements of one workshop. */
export function keyOf(statement: Statement): string {
  switch (statement.what) {
    case "types":
      return `types ${statement.types}`;
    case "values":
      return `values ${statement.not} ${[...statement.among.keys()].toSorted().join(" ")}`;
    case "opaque":
      return `opaque ${statement.not} ${statement.name}`;
    case "bound":
      return `bound ${statement.side} ${sayDecimal(statement.value)} ${statement.open}`;
    case "multiple":
      return `multiple ${sayDecimal(statement.of)} ${statement.not}`;
    case "size":
      return `size ${statement.of} ${statement.side} ${statement.count}`;
    case "pattern":
      return `pattern ${statement.not} ${statement.source}`;
    case "format":
      return `format ${statement.not} ${statement.name}`;
    case "items":
      return `items ${statement.how} ${statement.from} ${statement.to} ${statement.value.id}`;
    case "count":
      return `count ${statement.side} ${statement.count} ${statement.value.id}`;
    case "unique":
      return `unique ${statement.not}`;
    case "entries":
      return `entries ${statement.how} ${statement.keys.id} ${statement.value.id}`;
  }
}

function other(side: "least" | "most"): "least" | "most" {
  return side === "least" ? "most" : "least";
}
