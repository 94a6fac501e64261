import { isJsonArray, isJsonObject, type Json } from "../../json.ts";
import type { Fact, Formula } from "../formula/formula.ts";
import { type Formulas, valuesOf } from "../formula/formulas.ts";
import type { JsonType } from "../json-type.ts";

/** More excluded lists and objects than this are left for others to notice. */
const fewStructures = 32;

/** To differ from a list or an object is to differ in size or in a part. */
export function differences({ says }: Fact, type: JsonType, formulas: Formulas): readonly Formula[] {
  if (says.what !== "values" || !says.not || says.among.size > fewStructures) return [];
  if (type !== "array" && type !== "object") return [];
  return [...says.among.values()].map((value) => formulas.under(type, differsFrom(value, formulas)));
}

function differsFrom(value: Json, formulas: Formulas): Formula {
  const other = (part: Json): Formula => formulas.fact({ what: "values", among: valuesOf([part]), not: true });
  if (isJsonArray(value)) {
    return formulas.any([
      ...sizes("array", value.length, formulas),
      ...value.map((item, index) =>
        formulas.fact({ what: "items", how: "some", from: index, to: index + 1, value: other(item) }),
      ),
    ]);
  }
  if (!isJsonObject(value)) return formulas.everything;
  return formulas.any([
    formulas.fact({ what: "size", of: "object", side: "least", count: Object.keys(value).length + 1 }),
    ...Object.entries(value).flatMap(([name, part]) => {
      const keys = formulas.fact({ what: "values", among: valuesOf([name]), not: false });
      return [
        formulas.fact({ what: "entries", how: "every", keys, value: formulas.nothing }),
        formulas.fact({ what: "entries", how: "some", keys, value: other(part) }),
      ];
    }),
  ]);
}

function sizes(of: "array" | "object", count: number, formulas: Formulas): readonly Formula[] {
  return [
    formulas.fact({ what: "size", of, side: "least", count: count + 1 }),
    formulas.fact({ what: "size", of, side: "most", count: count - 1 }),
  ];
}
