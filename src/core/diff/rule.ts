import type { Contract } from "../contract/contract.ts";
import type { Task } from "../golden/task.ts";
import type { Json } from "../json.ts";
import type { Path } from "../place.ts";
import type { Severity, SeverityLevel } from "../severity.ts";
import type { TokenCount, Tokenizer } from "../tokens.ts";
import type { Change } from "./change.ts";
import type { NewCredential } from "./credentials.ts";
import type { Fold } from "./fold.ts";
import type { SchemaDiff } from "./schema/schema-diff.ts";
import type { Words } from "./words.ts";

/** Two contracts side by side, and the facts that no rule has judged yet. */
export interface Comparison {
  readonly before: Contract;
  readonly after: Contract;
  readonly changes: readonly Change[];
  /** Old name → new name of tools that are the same under another name. */
  readonly renames: ReadonlyMap<string, string>;
  /** Several tools that became one, or one that became several. */
  readonly folds: readonly Fold[];
  /** What happened to each schema, and what is proven of it. */
  readonly schemas: readonly SchemaDiff[];
  readonly tokens: { readonly before: TokenCount; readonly after: TokenCount; readonly count: Tokenizer };
  /** The golden tasks of both sides; `null` where they are not known, as those of a released bundle. */
  readonly goldens: { readonly before: readonly Task[] | null; readonly after: readonly Task[] | null };
  /** Searched for beforehand: the search takes time and a library. */
  readonly credentials: readonly NewCredential[];
}

/** A value that was right on one side and is wrong on the other: the proof of a break. */
export interface Witness {
  readonly value: Json;
  /** `this call was valid, and is refused now` */
  readonly says: string;
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
  /** A name in a text of the new side: where it stands, somebody has to look. */
  readonly mention?: string;
  readonly witness?: Witness | null;
  /**
   * What tells this judgement from others at the same path, and this change from another one of the same part: names
   * and values, never positions or prose. Who accepted 9,000 → 12,000 has not accepted 90,000. Where it is left out,
   * the values of the claimed changes.
   */
  readonly about?: readonly string[];
}

export interface Rule {
  readonly id: string;
  /** What it detects, in one sentence: also the user's documentation. */
  readonly purpose: string;
  /** What happened to somebody who had no such rule. */
  readonly incident: string;
  judge(comparison: Comparison): readonly Judgement[];
}

/** A judgement, and who judged. */
export interface Judged {
  readonly rule: Rule;
  readonly judgement: Judgement;
}

export function severity(inFlight: SeverityLevel, newSessions: SeverityLevel, downstream: SeverityLevel): Severity {
  return { inFlight, newSessions, downstream };
}

/** A level that reaches open conversations only where they move on to the new contract: a pinned one keeps its own. */
export function whereMoved({ after }: Comparison, level: SeverityLevel): SeverityLevel {
  return after.sessions.on_change === "upgrade" ? level : "safe";
}
