import type { Change } from "../change.ts";
import type { Comparison } from "../rule.ts";
import type { SchemaEdit } from "./edit.ts";
import { startsWith } from "./patch.ts";
import { answer, answerEach, newPurses, type Proof, type Purses, type Question, safe } from "./proof.ts";
import { isJudged, told } from "./told.ts";
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
  // What comes to arguments, fields tell by themselves.
  const isAsked =
    kind !== "input" || rest.length > 0 || edits.some((edit) => isJudged(edit) && edit.mayNarrow && edit.mayWiden);
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
  return { surface, kept, known, ...told(proven, { kept, known, rest, isInput: kind === "input" }) };
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
