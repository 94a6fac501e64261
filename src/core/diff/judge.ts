import { bundleDocument } from "../bundle/seal.ts";
import type { Contract } from "../contract/contract.ts";
import type { Path, Place } from "../place.ts";
import { fingerprint } from "../rule.ts";
import { type Severity, severityLevels, worst, worstOf, type SeverityLevel } from "../severity.ts";
import type { Tokenizer } from "../tokens.ts";
import type { Change } from "./change.ts";
import { hideCredentials, hideInChanges } from "./credentials.ts";
import { compareDocuments } from "./compare.ts";
import { aboutOf } from "./about.ts";
import { folds } from "./fold.ts";
import { renamedTools } from "./rename.ts";
import type { Comparison, Judged, Judgement, Rule, Witness } from "./rule.ts";
import { rules } from "./rules/index.ts";
import { uniteAlike } from "./unite.ts";
import { schemaDiffs } from "./schema/schema-diff.ts";
import { type TokenChange, tokenChange } from "./tokens.ts";
import type { Words } from "./words.ts";

/** What a change does to whom. */
export interface ChangeFinding {
  readonly rule: string;
  readonly contract: string;
  readonly path: Path;
  /** The line of the new side that speaks of it; `null` where none does, as in a released bundle. */
  readonly place: Place | null;
  readonly message: string;
  readonly severity: Severity;
  readonly wayOut: string | null;
  readonly words: readonly Words[];
  /** A name in a text of the new side that the finding is about. */
  readonly mention: string | null;
  readonly witness: Witness | null;
  /** 16 hex digits by which a waiver names it. */
  readonly fingerprint: string;
}

/** One contract before and after: facts, opinions, and their weight. */
export interface ContractDiff {
  readonly contract: string;
  readonly changes: readonly Change[];
  readonly findings: readonly ChangeFinding[];
  readonly severity: SeverityLevel;
  readonly tokens: TokenChange;
}

/** What is known around two contracts. */
export interface DiffContext {
  readonly count: Tokenizer;
  readonly goldens?: Comparison["goldens"];
  readonly credentials?: Comparison["credentials"];
}

export function diffContracts(before: Contract, after: Contract, context: DiffContext): ContractDiff {
  const tokens = tokenChange(before, after, context.count);
  const comparison = comparisonOf(before, after, context, tokens);
  const findings = judgeChanges(comparison);
  return {
    contract: after.name,
    changes: hideInChanges(comparison.changes, comparison.credentials),
    findings,
    severity: worst(findings.map((finding) => worstOf(finding.severity))),
    tokens,
  };
}

/** The facts, and what has to be known to have an opinion about them. */
export function comparisonOf(
  before: Contract,
  after: Contract,
  { count, goldens = { before: null, after: null }, credentials = [] }: DiffContext,
  tokens: TokenChange = tokenChange(before, after, count),
): Comparison {
  const renames = renamedTools(before, after);
  const changes = compareDocuments(bundleDocument(before), bundleDocument(after), renames);
  return {
    before,
    after,
    changes,
    renames,
    folds: folds(before, after, renames),
    schemas: schemaDiffs({ before, after, changes, renames }),
    tokens: { ...tokens, count },
    goldens,
    credentials,
  };
}

/** What a team reads: opinions of one kind about many parts in one row, the worst first. */
export function judgeChanges(comparison: Comparison): readonly ChangeFinding[] {
  return uniteAlike(judgementsOf(comparison))
    .map(({ rule, judgement }) => changeFinding(rule, comparison.after.name, judgement))
    .map((finding) => withoutCredentials(finding, comparison))
    .toSorted((left, right) => weight(right.severity) - weight(left.severity));
}

/** Every change is claimed by exactly one rule: the last one takes what no other rule understands. */
export function judgementsOf(comparison: Comparison): readonly Judged[] {
  let left = comparison;
  const judged: Judged[] = [];
  for (const rule of rules) {
    const judgements = rule.judge(left);
    if (judgements.length === 0) continue;
    const claimed = new Set(judgements.flatMap(({ claims }) => claims));
    if (claimed.size > 0) left = { ...left, changes: left.changes.filter((change) => !claimed.has(change)) };
    judged.push(...judgements.map((judgement) => ({ rule, judgement })));
  }
  return judged;
}

export function changeFinding({ id }: Pick<Rule, "id">, contract: string, judgement: Judgement): ChangeFinding {
  const { path, message, severity, wayOut, words, mention, witness } = judgement;
  return {
    rule: id,
    contract,
    path,
    place: null,
    message,
    severity,
    wayOut: wayOut ?? null,
    words: words ?? [],
    mention: mention ?? null,
    witness: witness ?? null,
    fingerprint: fingerprint([id, contract, ...path.map(String), ...aboutOf(judgement)]),
  };
}

/** A report is read by more people than the file. */
function withoutCredentials(finding: ChangeFinding, { credentials }: Comparison): ChangeFinding {
  if (credentials.length === 0) return finding;
  const hide = (text: string): string => hideCredentials(text, credentials);
  const words = finding.words.map((word) => ({ ...word, text: hide(word.text) }));
  return { ...finding, message: hide(finding.message), words };
}

function weight(severity: Severity): number {
  return severityLevels.indexOf(worstOf(severity));
}
