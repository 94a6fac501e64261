import { checkOf } from "../../containment/check.ts";
import { prove, type Reach } from "../../containment/prove.ts";
import type { Json, JsonObject } from "../../json.ts";
import type { Patch, SchemaEdit } from "./edit.ts";
import { patched } from "./patch.ts";

/** Whether what was valid still is. */
export type Proof =
  | { readonly kind: "safe" }
  /** A whole value that is valid by the one schema, and not by the other. */
  | { readonly kind: "broken"; readonly witness: Json }
  | { readonly kind: "open" };

/** Is every value of the one schema one of the other? */
export interface Question {
  readonly from: JsonObject;
  readonly to: JsonObject;
  readonly reading: Reach;
}

/** What may be spent on the schemas of one contract: many of them changed at once are each looked at for less long. */
export interface Purse {
  take(most: number): number;
}

export function newPurse(): Purse {
  let left = wholePurse;
  return {
    take(most) {
      const taken = Math.min(most, Math.floor(left / 8));
      left -= taken;
      return taken;
    },
  };
}

/** In steps of the prover; a hundred thousand take less than half a second. */
const wholePurse = 1_600_000;
const forWhole = 100_000;
const forEdit = 25_000;

export function answer({ from, to, reading }: Question, purse: Purse): Proof {
  const verdict = prove(from, to, { reading, steps: purse.take(forWhole) });
  switch (verdict.kind) {
    case "contained":
      return { kind: "safe" };
    case "broken":
      return { kind: "broken", witness: verdict.witness };
    case "unknown":
      return { kind: "open" };
  }
}

/**
 * What each of several edits does by itself: the one side with this edit alone, held against the side itself. A
 * witness has to hold against the whole other side too, because another edit may take back what this one does.
 */
export function answerEach(
  edits: readonly SchemaEdit[],
  question: Question,
  { whole, isWhole, patchOf, purse }: Asked,
): readonly Proof[] {
  if (whole.kind === "safe") return edits.map(() => ({ kind: "safe" }));
  if (edits.length <= 1 && isWhole) return edits.map(() => whole);
  const refuses = checkOf(question.to);
  return edits.map((edit, index) => {
    const patch = patchOf(edit);
    const alone = patch === null || index >= mostEdits ? null : patched(question.from, patch);
    if (alone === null) return { kind: "open" };
    if (whole.kind === "broken" && checkOf(alone).isSurelyInvalid(whole.witness)) return whole;
    const verdict = prove(question.from, alone, { reading: question.reading, steps: purse.take(forEdit) });
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
  readonly purse: Purse;
}

/** More edits of one schema are not told apart. */
const mostEdits = 24;
