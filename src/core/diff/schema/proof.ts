import { checkOf } from "../../containment/check.ts";
import { prove, type Reach, type Verdict } from "../../containment/prove.ts";
import { isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { lately } from "../../lately.ts";
import type { Patch, SchemaEdit } from "./edit.ts";
import { patched } from "./patch.ts";

/** Whether what was valid still is. */
export type Proof =
  | { readonly kind: "safe" }
  /** A whole value that is valid by the one schema, and not by the other. */
  | { readonly kind: "broken"; readonly witness: Json }
  | { readonly kind: "open" };

export const safe: Proof = { kind: "safe" };

/** Is every value of the one schema one of the other? */
export interface Question {
  readonly from: JsonObject;
  readonly to: JsonObject;
  readonly reading: Reach;
}

/**
 * What may be spent on the schemas of one contract, in parts of schemas that are looked at: nobody waits for the last
 * of a hundred large ones. Steps and sizes, not seconds: the same contracts always get the same answers.
 */
export interface Purse {
  /** Whether there is enough left to look at two schemas. */
  pays(question: Pick<Question, "from" | "to">): boolean;
}

export interface Purses {
  readonly wholes: Purse;
  readonly edits: Purse;
}

export function newPurses(): Purses {
  return { wholes: newPurse(80_000), edits: newPurse(60_000) };
}

function newPurse(units: number): Purse {
  let left = units;
  return {
    pays({ from, to }) {
      left -= 100 + (JSON.stringify(from).length + JSON.stringify(to).length) / charactersPerPart;
      return left >= 0;
    },
  };
}

const charactersPerPart = 16;

/** In steps of the prover. */
const forWhole = 100_000;
const forEdit = 25_000;

export function answer(question: Question, { wholes }: Purses): Proof {
  if (!wholes.pays(question)) return { kind: "open" };
  const verdict = verdictOn(question, forWhole);
  switch (verdict.kind) {
    case "contained":
      return { kind: "safe" };
    case "broken":
      return { kind: "broken", witness: verdict.witness };
    case "unknown":
      return { kind: "open" };
  }
}

/** The same question comes again where many contracts share a schema. */
function verdictOn({ from, to, reading }: Question, steps: number): Verdict {
  return verdicts(JSON.stringify([from, to, reading, steps]), () => prove(from, to, { reading, steps }));
}

const verdicts = lately<Verdict>();

/**
 * What each of several edits does by itself: the one side with this edit alone, held against the side itself. A
 * witness has to hold against the whole other side too, because another edit may take back what this one does.
 */
export function answerEach(
  edits: readonly SchemaEdit[],
  question: Question,
  { whole, isWhole, patchOf, purses }: Asked,
): readonly Proof[] {
  if (whole.kind === "safe") return edits.map(() => ({ kind: "safe" }));
  if (edits.length <= 1 && isWhole) return edits.map(() => whole);
  const refuses = checkOf(question.to);
  return edits.map((edit, index) => {
    const patch = patchOf(edit);
    const alone = patch === null || index >= mostEdits ? null : patched(question.from, patch);
    if (!isJsonObject(alone) || !purses.edits.pays({ from: question.from, to: alone })) return { kind: "open" };
    if (whole.kind === "broken" && checkOf(alone).isSurelyInvalid(whole.witness)) return whole;
    const verdict = verdictOn({ ...question, to: alone }, forEdit);
    if (verdict.kind === "contained") return { kind: "safe" };
    return verdict.kind === "broken" && refuses.isSurelyInvalid(verdict.witness)
      ? { kind: "broken", witness: verdict.witness }
      : { kind: "open" };
  });
}

interface Asked {
  /** What is proven of all together. */
  readonly whole: Proof;
  /** There is nothing but these edits. */
  readonly isWhole: boolean;
  readonly patchOf: (edit: SchemaEdit) => Patch | null;
  readonly purses: Purses;
}

/** More edits of one schema are not told apart. */
const mostEdits = 24;
