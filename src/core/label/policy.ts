import type { Environment } from "../contract/contract.ts";
import type { SeverityLevel } from "../severity.ts";
import type { EvidenceKind } from "./evidence.ts";

/** What may be put on a label, as the default branch says. */
export interface LabelPolicy {
  readonly label: string;
  readonly environment: Environment | null;
  /** This label's bundle is also offered to a share of another label's new sessions. */
  readonly ramp: { readonly of: string; readonly weight: BasisPoints } | null;
  readonly requires: readonly EvidenceKind[];
  /** Those of them for which the agent itself must have answered, not recordings of it. */
  readonly live: readonly EvidenceKind[];
  /** Takes only what this label serves. */
  readonly from: string | null;
  /** Seconds for which `from` must have served the bundle. */
  readonly bake: number | null;
  /** A change beyond this needs `--allow-breaking REASON`. */
  readonly maxSeverity: SeverityLevel | null;
}

/** Hundredths of a percent: integers from 0 (nobody) to 10,000 (everybody), both exact. */
export type BasisPoints = number;

export const everybody: BasisPoints = 10_000;

/** `5`, `12.5`, `33.33` percent; `null` where the text is no percentage with at most two decimals. */
export function parseWeight(text: string): BasisPoints | null {
  const [, whole, decimals = ""] = /^(\d{1,3})(?:\.(\d{1,2}))?%?$/.exec(text) ?? [];
  if (whole === undefined) return null;
  // Integer arithmetic: 33.33 × 100 is not 3333 in floating point.
  const weight = Number(whole) * 100 + Number(decimals.padEnd(2, "0"));
  return weight <= everybody ? weight : null;
}

export function sayWeight(weight: BasisPoints): string {
  return `${weight / 100} %`;
}

/** The label that another one is ramped on, and the other way round. */
export function canaryOf(label: string, policies: readonly LabelPolicy[]): LabelPolicy | null {
  return policies.find(({ ramp }) => ramp?.of === label) ?? null;
}

/** Where a label takes its bundle from when nothing is named: its `from`, else its canary. */
export function sourceOf(policy: LabelPolicy, policies: readonly LabelPolicy[]): string | null {
  return policy.from ?? canaryOf(policy.label, policies)?.label ?? null;
}

/** A canary tells its sessions where they are: where the label is that it ramps on. */
export function environmentOf(policy: LabelPolicy, policies: readonly LabelPolicy[]): Environment | null {
  if (policy.environment !== null || policy.ramp === null) return policy.environment;
  return policies.find(({ label }) => label === policy.ramp?.of)?.environment ?? null;
}
