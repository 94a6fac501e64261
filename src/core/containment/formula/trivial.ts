import { allTypes, bitOf, type JsonType } from "../json-type.ts";
import type { Formula, Statement } from "./formula.ts";
import { subjectOf } from "./statement.ts";

/** A statement in the one form that it has, or `true` and `false` where it holds of everything and of nothing. */
export function simplified(
  statement: Statement,
  known: { readonly everything: Formula; readonly nothing: Formula; not(formula: Formula): Formula },
): Statement | boolean {
  const { everything, nothing, not } = known;
  const never = (): Statement | boolean => neverOf(subjectOf(statement));
  switch (statement.what) {
    case "types":
      return statement.types === allTypes ? true : statement.types === 0 ? false : statement;
    case "values":
      return statement.among.size === 0 ? statement.not : statement;
    case "size":
      if (statement.side === "least") return statement.count <= 0 || statement;
      return statement.count < 0 ? never() : statement;
    case "count": {
      const { side, count, value } = statement;
      const whole = { what: "items", from: 0, to: Infinity } as const;
      if (side === "least" && count <= 0) return true;
      if (side === "most" && count < 0) return never();
      if (side === "least" && count === 1) return simplified({ ...whole, how: "some", value }, known);
      if (side === "most" && count === 0) return simplified({ ...whole, how: "every", value: not(value) }, known);
      if (value === everything) return { what: "size", of: "array", side, count };
      if (value === nothing) return side === "most" || never();
      return statement;
    }
    case "items":
      if (statement.from >= statement.to) return statement.how === "every" || never();
      if (statement.how === "every") return statement.value === everything || statement;
      return statement.value === nothing ? never() : statement;
    case "entries": {
      const { how, keys, value } = statement;
      if (how === "every") return keys === nothing || value === everything || statement;
      return keys === nothing || value === nothing ? never() : statement;
    }
    default:
      return statement;
  }
}

function neverOf(subject: JsonType | null): Statement | boolean {
  return subject === null ? false : { what: "types", types: allTypes & ~bitOf[subject] };
}
