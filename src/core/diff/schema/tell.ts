import type { SeverityLevel } from "../../severity.ts";
import { said, valuesOf } from "../about.ts";
import type { Change } from "../change.ts";
import type { Comparison, Judgement, Witness } from "../rule.ts";
import { inputRule } from "./input-rule.ts";
import { readRule } from "./read-rule.ts";
import type { Proof } from "./proof.ts";
import type { ProvenEdit, SchemaDiff } from "./schema-diff.ts";
import type { Surface } from "./surface.ts";

/** An edit, and what it is an edit of. */
export interface Told<Kind extends ProvenEdit["kind"] = ProvenEdit["kind"]> {
  readonly diff: SchemaDiff;
  readonly edit: Extract<ProvenEdit, { readonly kind: Kind }>;
}

/** The edits of which a rule speaks, and no other rule. */
export function editsOf<Kind extends ProvenEdit["kind"]>(
  comparison: Comparison,
  rule: string,
  ...kinds: readonly Kind[]
): readonly Told<Kind>[] {
  return comparison.schemas.flatMap((diff) =>
    untold(diff, comparison).flatMap((edit) =>
      isOf(edit, kinds) && ruleOf(diff, edit) === rule ? [{ diff, edit }] : [],
    ),
  );
}

/** The edits whose facts no rule before told, as one that knows of tools that became one. */
export function untold({ edits }: SchemaDiff, { changes }: Comparison): readonly ProvenEdit[] {
  const left = setsOf.get(changes) ?? new Set(changes);
  setsOf.set(changes, left);
  return edits.flatMap((edit) => {
    const claims = edit.claims.filter((claim) => left.has(claim));
    return claims.length === 0 && edit.claims.length > 0 ? [] : [{ ...edit, claims }];
  });
}

/** Thirty rules ask about each of a thousand tools. */
const setsOf = new WeakMap<readonly Change[], ReadonlySet<Change>>();

function isOf<Kind extends ProvenEdit["kind"]>(
  edit: ProvenEdit,
  kinds: readonly Kind[],
): edit is Extract<ProvenEdit, { readonly kind: Kind }> {
  return kinds.some((kind) => kind === edit.kind);
}

/** Each edit is the matter of one rule; `null` is one that is judged with its whole schema. */
export function ruleOf({ surface }: SchemaDiff, edit: ProvenEdit): string | null {
  switch (surface.kind) {
    case "input":
      return inputRule(edit);
    case "result":
    case "answer":
      return readRule(surface.kind, edit);
    case "variable":
      return null;
  }
}

/** Proven safe is safe, a witness is a break, and what is not proven is dangerous. */
export function levelOf({ kind }: Proof): SeverityLevel {
  return kind === "safe" ? "safe" : kind === "broken" ? "breaking" : "dangerous";
}

/** One row: where it is and what it is about, so that who accepts one value has not accepted another. */
export function rowAbout(
  { diff: { surface }, edit }: { readonly diff: SchemaDiff; readonly edit: ProvenEdit },
  row: Pick<Judgement, "message" | "severity"> & Partial<Pick<Judgement, "wayOut" | "witness">>,
): Judgement {
  // What rides on an edit and does nothing by itself may do something beside other riders.
  const about = [...aboutEdit(edit), ...edit.claims.flatMap(valuesOf)];
  return { path: [...surface.path, ...edit.path], claims: edit.claims, about, ...row };
}

function aboutEdit(edit: ProvenEdit): readonly string[] {
  switch (edit.kind) {
    case "field added":
    case "field removed":
    case "became required":
    case "became optional":
      return [edit.kind, edit.place, said(edit.schema)];
    case "field renamed":
      return [edit.kind, edit.place, edit.former, said(edit.schema)];
    case "type":
      return [edit.kind, edit.place, edit.was.says, edit.is.says];
    case "values":
    case "limits":
    case "order":
    case "default":
      return [edit.kind, edit.place, said(edit.was ?? "nothing"), said(edit.is ?? "nothing")];
    case "closed":
    case "opened":
      return [edit.kind, edit.place];
    case "whole":
      return [edit.kind, ...edit.claims.map(({ path }) => path.join("/")).toSorted()];
  }
}

/** A call that was valid by the old definition. */
export function refusedCall({ name }: Surface, proof: Proof): Witness | null {
  return proof.kind === "broken"
    ? { value: proof.witness, says: `this call of ${name} was valid, and is refused now` }
    : null;
}

/** A result or an answer that whoever reads by the old schema refuses. */
export function unknownValue({ kind, name }: Surface, proof: Proof): Witness | null {
  if (proof.kind !== "broken") return null;
  const what = kind === "result" ? `result of ${name}` : "answer";
  return { value: proof.witness, says: `this ${what} is valid now, and what reads by the old schema refuses it` };
}

/** Conversations write answers and imitate them; results are written anew by the tool. */
export function readingLevel({ kind }: Surface, level: SeverityLevel): SeverityLevel {
  return kind === "answer" ? level : "safe";
}
