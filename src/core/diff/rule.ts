import type { Contract } from "../contract/contract.ts";
import type { Path } from "../place.ts";
import type { TokenCount } from "../tokens.ts";
import type { Change } from "./change.ts";
import type { Severity, SeverityLevel } from "../severity.ts";
import type { Words } from "./words.ts";

/** Two contracts side by side, and the facts that no rule has judged yet. */
export interface Comparison {
  readonly before: Contract;
  readonly after: Contract;
  readonly changes: readonly Change[];
  readonly tokens: { readonly before: TokenCount; readonly after: TokenCount };
}

/** An opinion about some changes. One cause, one judgement: what it claims, no later rule sees. */
export interface Judgement {
  readonly path: Path;
  readonly message: string;
  readonly severity: Severity;
  readonly claims: readonly Change[];
  /** How to make the change without the harm. */
  readonly wayOut?: string;
  readonly words?: readonly Words[];
}

export interface Rule {
  readonly id: string;
  /** What it detects, in one sentence: also the user's documentation. */
  readonly purpose: string;
  /** What happened to somebody who had no such rule. */
  readonly incident: string;
  judge(comparison: Comparison): readonly Judgement[];
}

export function severity(inFlight: SeverityLevel, newSessions: SeverityLevel, downstream: SeverityLevel): Severity {
  return { inFlight, newSessions, downstream };
}
