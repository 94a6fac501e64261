import { isJsonObject, type Json, type JsonObject } from "../../json.ts";
import type { Formula } from "../formula/formula.ts";
import type { Formulas } from "../formula/formulas.ts";
import { textOf } from "../json-type.ts";
import { readArrays } from "./arrays.ts";
import type { Document } from "./document.ts";
import type { Identify } from "./identity.ts";
import { isFlat, saysSomething } from "./keywords.ts";
import { readLogic } from "./logic.ts";
import { readObjects } from "./objects.ts";
import type { Reader, Reading } from "./reading.ts";
import { readUnevaluated } from "./unevaluated.ts";
import { readNumbers, readStrings, readType, readValues } from "./values.ts";

/** What formulas of both schemas are made with. */
export interface Workshop {
  readonly formulas: Formulas;
  readonly identify: Identify;
  /** Equal for documents that are equal, annotations and all. */
  numberOf(document: Json): number;
  /** What was met and not understood, in words. */
  readonly strange: Set<string>;
}

export function readingOf(document: Document, workshop: Workshop): Reading {
  const { formulas, identify } = workshop;
  const keys = new Map<string, string>();
  const here = (): string => `in document ${workshop.numberOf(document.root)}`;
  const reading: Reading = {
    formulas,
    follow: document.resolve,
    here,
    opaque(what, of) {
      workshop.strange.add(what);
      return formulas.fact({ what: "opaque", name: `${what} ${of}`, not: false });
    },
    schema(schema) {
      if (schema === true) return formulas.everything;
      if (schema === false) return formulas.nothing;
      if (!isJsonObject(schema)) return reading.opaque("something that is no schema", textOf(schema));
      if (!Object.keys(schema).some(saysSomething)) return formulas.everything;
      const { id, refs } = identify(schema);
      if (isFlat(schema)) return flat(id, schema);
      const key = [...reachable(refs)].toSorted().map(keyOfRef);
      return formulas.lazy([id, ...key].join(" "), () => readSchema(schema, reading));
    },
  };

  const known = new Map<number, Formula>();
  const flat = (id: number, schema: JsonObject): Formula => {
    const formula = known.get(id) ?? readSchema(schema, reading);
    known.set(id, formula);
    return formula;
  };
  /** Every reference that can be come by. */
  const reachable = (refs: readonly string[]): ReadonlySet<string> => {
    const reached = new Set(refs);
    for (const ref of reached) {
      const target = document.resolve(ref);
      if (target !== null) for (const next of identify(target).refs) reached.add(next);
    }
    return reached;
  };
  const keyOfRef = (ref: string): string => {
    const known = keys.get(ref);
    if (known !== undefined) return known;
    const target = document.resolve(ref);
    // What leads nowhere in this document may lead elsewhere in the other.
    const key = `${ref}→${target === null ? `nothing ${here()}` : identify(target).id}`;
    keys.set(ref, key);
    return key;
  };
  return reading;
}

function readSchema(schema: JsonObject, reading: Reading): Formula {
  return reading.formulas.all(readers.flatMap((read) => read(schema, reading)));
}

const readReferences: Reader = (schema, reading) =>
  ["$ref", "$dynamicRef", "$recursiveRef"].flatMap((keyword) => {
    const ref: Json | undefined = schema[keyword];
    if (ref === undefined) return [];
    // What is dynamic, validators do not agree about.
    const target = typeof ref === "string" && keyword === "$ref" ? reading.follow(ref) : null;
    return [target === null ? reading.opaque(`${keyword} ${textOf(ref)}`, reading.here()) : reading.schema(target)];
  });

const readers: readonly Reader[] = [
  readType,
  readValues,
  readNumbers,
  readStrings,
  readArrays,
  readObjects,
  readReferences,
  readLogic,
  readUnevaluated,
];
