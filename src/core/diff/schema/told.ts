import type { Change } from "../change.ts";
import type { SchemaEdit } from "./edit.ts";
import { type Proof, safe } from "./proof.ts";
import type { ProvenEdit, SchemaDiff } from "./schema-diff.ts";

interface Whole {
  readonly kept: Proof;
  readonly known: Proof | null;
  readonly rest: readonly Change[];
  readonly isInput: boolean;
}

/**
 * What is told: the edits that do something, and all of them together where that is more than each of them alone. What
 * does nothing has no row of its own beside them.
 */
export function told(
  edits: readonly ProvenEdit[],
  { kept, known, rest, isInput }: Whole,
): Pick<SchemaDiff, "edits" | "refactored"> {
  const felt = edits.filter(hasEffect);
  const silent = [...edits.filter((edit) => !hasEffect(edit)).flatMap(({ claims }) => claims), ...rest];
  const isKeptTold = isTold(
    kept,
    felt.map((edit) => edit.kept),
  );
  // What lags behind is never more than in doubt about new calls.
  const news = known === null ? safe : isInput && known.kind === "broken" ? { kind: "open" as const } : known;
  const isKnownTold = isTold(
    news,
    felt.map((edit) => edit.known),
  );
  if (!isKeptTold || !isKnownTold) {
    const whole: ProvenEdit = {
      ...together,
      kept: isKeptTold ? safe : kept,
      known: isKnownTold || known === null ? safe : known,
      claims: silent,
    };
    return { edits: [...felt, whole], refactored: [] };
  }
  const [first, ...others] = felt;
  if (first === undefined) return { edits: [], refactored: silent };
  return { edits: [{ ...first, claims: [...first.claims, ...silent] }, ...others], refactored: [] };
}

/** A counter-example is shown by somebody, and a doubt is uttered. */
function isTold(whole: Proof, each: readonly Proof[]): boolean {
  switch (whole.kind) {
    case "safe":
      return true;
    case "open":
      return each.some(({ kind }) => kind !== "safe");
    case "broken":
      return each.some(({ kind }) => kind === "broken");
  }
}

const together = {
  kind: "whole",
  place: "",
  path: [],
  facts: [],
  mayNarrow: true,
  mayWiden: true,
  patches: null,
} as const;

/** Only values tell whether a type, a list of values or a limit that was written anew is another one. */
export function isJudged({ kind }: SchemaEdit): boolean {
  return kind === "type" || kind === "values" || kind === "limits";
}

function hasEffect(edit: ProvenEdit): boolean {
  return !isJudged(edit) || edit.kept.kind !== "safe" || edit.known.kind !== "safe";
}
