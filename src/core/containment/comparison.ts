import type { Json } from "../json.ts";
import { type Check, checkOf } from "./check.ts";
import { type Document, documentOf } from "./compile/document.ts";
import { newIdentify } from "./compile/identity.ts";
import type { Reading } from "./compile/reading.ts";
import { readingOf, type Workshop } from "./compile/schema.ts";
import type { Formula } from "./formula/formula.ts";
import { type Formulas, newFormulas } from "./formula/formulas.ts";
import { countParts, textOf } from "./json-type.ts";
import { newPatterns, type Patterns } from "./pattern/patterns.ts";
import type { Prover } from "./refute/prover.ts";
import { newProver } from "./refute/refute.ts";
import { newWork } from "./work.ts";

/** Schemas that are looked at together. */
export interface Comparison {
  readonly formulas: Formulas;
  readonly patterns: Patterns;
  /** What was met so far and not understood, in words. */
  readonly strange: ReadonlySet<string>;
  /** How many parts the schemas have together. */
  readonly size: number;
  /** A prover with so many steps before it. */
  prover(steps: number): Prover;
}

/** One of the schemas. */
export interface Side {
  readonly document: Document;
  readonly reading: Reading;
  /** What is valid. */
  readonly set: Formula;
  readonly check: Check;
}

/** Steps that a proof, and that the making of a counter-example, may take if nobody says otherwise: well under a second. */
export const usualSteps = 100_000;

/** Schemas that go deeper, or are larger, are not looked at: nobody wrote them, and a stack has an end. */
const deepest = 200;
const mostParts = 1_000_000;

/** `null` where a schema is too deep or too large. */
export function compareSchemas<Schemas extends readonly Json[]>(
  schemas: Schemas,
): readonly [Comparison, { readonly [Key in keyof Schemas]: Side }] | null {
  const sizes = schemas.map((schema) => countParts(schema, deepest, mostParts));
  if (sizes.includes(null)) return null;
  const formulas = newFormulas();
  const patterns = newPatterns();
  const documents = new Map<string, number>();
  const workshop: Workshop = {
    formulas,
    identify: newIdentify(),
    strange: new Set(),
    numberOf(document) {
      const text = textOf(document);
      const number = documents.get(text) ?? documents.size;
      documents.set(text, number);
      return number;
    },
  };
  const sides = schemas.map((schema): Side => {
    const document = documentOf(schema);
    const reading = readingOf(document, workshop);
    return { document, reading, set: reading.schema(schema), check: checkOf(schema) };
  });
  const prover = (steps: number): Prover => newProver(formulas, patterns, newWork(steps));
  const size = sizes.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  return [
    { formulas, patterns, strange: workshop.strange, size, prover },
    sides as { readonly [Key in keyof Schemas]: Side },
  ];
}
