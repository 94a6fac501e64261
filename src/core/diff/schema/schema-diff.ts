import type { Change } from "../change.ts";
import type { Comparison } from "../rule.ts";
import type { SchemaEdit } from "./edit.ts";
import { startsWith } from "./patch.ts";
import { answer, answerEach, newPurses, type Proof, type Purses, type Question } from "./proof.ts";
import { changedSurfaces, readBy, type Surface } from "./surface.ts";
import { schemaEdits } from "./walk.ts";

/** What happened to one schema: edits that have names, and what is proven of them and of the whole. */
export interface SchemaDiff {
  readonly surface: Surface;
  readonly edits: readonly ProvenEdit[];
  /** Is what was valid still valid? */
  readonly kept: Proof;
  /** Was what is valid now valid before? `null` where nobody asks. */
  readonly known: Proof | null;
  /** Facts that do nothing to any value, where there is nothing else. */
  readonly refactored: readonly Change[];
}

export type ProvenEdit = SchemaEdit & {
  readonly kept: Proof;
  readonly known: Proof;
  readonly claims: readonly Change[];
};

/** Every schema of a contract that changed; equal ones never reach the prover. */
export function schemaDiffs(
  comparison: Pick<Comparison, "before" | "after" | "changes" | "renames">,
): readonly SchemaDiff[] {
  const purses = newPurses();
  return changedSurfaces(comparison).map((surface) => schemaDiff(surface, purses));
}

function schemaDiff(surface: Surface, purses: Purses): SchemaDiff {
  const { before, after, kind, wasSaid, isSaid } = surface;
  // Who says something for the first time takes nothing back.
  if (!wasSaid) return { surface, edits: [], kept: safe, known: safe, refactored: [] };
  const edits = isSaid ? schemaEdits(before, after) : [];
  const claims = claimsOf(edits, surface);
  const claimed = new Set(claims.flat());
  const rest = surface.changes.filter((change) => !claimed.has(change));
  const reading = kind === "variable" ? "open" : "closed-producer";
  const there: Question = { from: before, to: after, reading };
  const kept = answer(there, purses);
  const isAsked = kind !== "input" || rest.length > 0 || edits.some(({ mayNarrow, mayWiden }) => mayNarrow && mayWiden);
  const back: Question = { from: after, to: readBy(surface, before), reading };
  const known = isAsked ? answer(back, purses) : null;
  const isWhole = rest.length === 0;
  const narrowing = edits.filter(({ mayNarrow }) => mayNarrow);
  const widening = edits.filter(({ mayWiden }) => mayWiden);
  const keeps = answerEach(narrowing, there, {
    whole: kept,
    isWhole,
    purses,
    patchOf: ({ patches }) => patches?.before ?? null,
  });
  const knows =
    known === null
      ? widening.map((): Proof => ({ kind: "open" }))
      : answerEach(widening, back, { whole: known, isWhole, purses, patchOf: ({ patches }) => patches?.after ?? null });
  const proven = edits.map((edit, index): ProvenEdit => ({
    ...edit,
    kept: keeps[narrowing.indexOf(edit)] ?? safe,
    known: knows[widening.indexOf(edit)] ?? safe,
    claims: claims[index] ?? [],
  }));
  return { surface, kept, known, ...told(proven, { kept, known, rest }) };
}

const safe: Proof = { kind: "safe" };

interface Whole {
  readonly kept: Proof;
  readonly known: Proof | null;
  readonly rest: readonly Change[];
}

/**
 * What is told: the edits that do something, and all of them together where that is more than each of them alone. What
 * does nothing has no row of its own beside them.
 */
function told(edits: readonly ProvenEdit[], { kept, known, rest }: Whole): Pick<SchemaDiff, "edits" | "refactored"> {
  const felt = edits.filter(hasEffect);
  const silent = [...edits.filter((edit) => !hasEffect(edit)).flatMap(({ claims }) => claims), ...rest];
  const isKeptTold = isTold(
    kept,
    felt.map((edit) => edit.kept),
  );
  const isKnownTold = isTold(
    known ?? safe,
    felt.map((edit) => edit.known),
  );
  if (!isKeptTold || !isKnownTold) {
    const whole: ProvenEdit = { ...together, kept, known: known ?? safe, claims: silent };
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
function hasEffect({ kind, kept, known }: ProvenEdit): boolean {
  const isJudged = kind === "type" || kind === "values" || kind === "limits";
  return !isJudged || kept.kind !== "safe" || known.kind !== "safe";
}

/** Each fact is told once: by the first edit in which it shows. */
function claimsOf(edits: readonly SchemaEdit[], { path: at, changes }: Surface): readonly (readonly Change[])[] {
  const free = new Set(changes);
  return edits.map(({ facts }) => {
    const claimed = [...free].filter(({ path }) => {
      const inside = path.slice(at.length);
      return facts.some((fact) => startsWith(inside, fact) || startsWith(fact, inside));
    });
    for (const change of claimed) free.delete(change);
    return claimed;
  });
}
