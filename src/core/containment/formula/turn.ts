import { bitOf, type JsonType, typeOf } from "../json-type.ts";
import type { Formula } from "./formula.ts";
import type { Formulas } from "./formulas.ts";
import { subjectOf } from "./statement.ts";

/** Everything that is not in a set. */
export function turnAround(formula: Formula, formulas: Formulas): Formula {
  if (formula.kind === "all") return formulas.any(formula.parts.map(formulas.not));
  if (formula.kind === "any") return formulas.all(formula.parts.map(formulas.not));
  if (formula.kind === "lazy") return formulas.lazy(`not ${formula.id}`, () => formulas.not(formula.unfold()));
  const subject = subjectOf(formula.says);
  const contrary = formulas.contrary(formula);
  if (subject === null) return contrary;
  return formulas.all([formulas.fact({ what: "types", types: bitOf[subject] }), contrary]);
}

/** What a formula says about values of one type. */
export function narrow(type: JsonType, formula: Formula, formulas: Formulas): Formula {
  if (formula.kind === "all") return formulas.all(formula.parts.map((part) => formulas.under(type, part)));
  if (formula.kind === "any") return formulas.any(formula.parts.map((part) => formulas.under(type, part)));
  if (formula.kind === "lazy") return formula;
  const { says } = formula;
  if (says.what === "types") return (says.types & bitOf[type]) === 0 ? formulas.nothing : formulas.everything;
  if (says.what === "values") {
    const among = new Map([...says.among].filter(([, value]) => typeOf(value) === type));
    return among.size === says.among.size ? formula : formulas.fact({ ...says, among });
  }
  const subject = subjectOf(says);
  return subject === null || subject === type ? formula : formulas.everything;
}
