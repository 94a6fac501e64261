import type { Model } from "../../contract/contract.ts";
import { snapshotAdvice } from "../../provider/limits/snapshot.ts";
import { providerCalled } from "../../provider/names.ts";
import { isExactly } from "../change.ts";
import type { Comparison, Judgement } from "../rule.ts";
import { familyOf } from "./family.ts";
import { sameProvider } from "./provider.ts";

/** One row about the name of the model, where it changed and nobody claimed it. */
export function modelRow(
  { before, after, changes }: Comparison,
  opinion: Pick<Judgement, "message" | "severity" | "wayOut">,
): readonly Judgement[] {
  const claims = changes.filter(
    ({ path }) => isExactly(path, ["model", "name"]) || isExactly(path, ["model", "provider"]),
  );
  if (claims.length === 0) return [];
  return [{ path: ["model", "name"], ...opinion, claims, about: [sayModel(before.model), sayModel(after.model)] }];
}

export function modelNames({ before, after }: Comparison): { readonly before: string; readonly after: string } {
  return { before: before.model.name, after: after.model.name };
}

/** The snapshot that a moving name stands for, where that is known. */
export function newestOf(model: Model): string | null {
  const provider = providerCalled(model.provider);
  return provider === null ? null : (snapshotAdvice(provider, model)?.pinned ?? null);
}

export function carriesReasoning({ before, after }: Comparison): boolean {
  return [before.model, after.model].some(reasons);
}

export function sayReasoning(comparison: Comparison): string {
  if (reasons(comparison.before.model)) return "; open conversations carry reasoning that only the old one accepts";
  return reasons(comparison.after.model)
    ? "; open conversations carry no reasoning, and the new one may want to see some"
    : "";
}

function reasons({ reasoning_effort: effort, reasoning_tokens: tokens }: Model): boolean {
  return (effort !== undefined && effort !== "none") || (tokens !== undefined && tokens !== 0);
}

export function isSameFamily({ before, after }: Comparison): boolean {
  const isSame = sameProvider(before.model.provider, after.model.provider);
  return isSame && familyOf(before.model.name) === familyOf(after.model.name);
}

export function sayModel({ provider, name }: Model): string {
  return `${provider}/${name}`;
}
