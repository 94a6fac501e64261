import type { Digest } from "../bundle/digest.ts";
import { exceeds, type SeverityLevel } from "../severity.ts";
import { sayDuration } from "../duration.ts";
import { bakeLeft } from "./bake.ts";
import type { EvidenceKind } from "./evidence.ts";
import type { LabelPolicy } from "./policy.ts";

/** One condition of a label, met or not: what is missing, and the command that supplies it. */
export type Gate =
  | { readonly name: string; readonly state: "met"; readonly says: string }
  | {
      readonly name: string;
      readonly state: "missing";
      readonly says: string;
      readonly wayOut: string;
      readonly waivedBy: string | null;
    };

/** Why golden tasks of a kind do not count as passed, and the command that changes it. */
export interface MissingEvidence {
  readonly says: string;
  readonly wayOut: string;
}

/** What is known about a bundle that is to be put on a label. */
export interface Candidate {
  readonly contract: string;
  readonly digest: Digest;
  /** `null` where nobody knows from which commit it was built. */
  readonly commit: { readonly short: string; readonly contained: boolean; readonly branch: string } | null;
  /** By kind: `null` proves it. */
  readonly evidence: ReadonlyMap<EvidenceKind, MissingEvidence | null>;
  /** Seconds for which `from` has served it; `null` where it does not serve it. */
  readonly servedBySource: number | null;
  readonly severity: SeverityLevel | null;
  /** Why it was taken back, where it was. */
  readonly rolledBack: string | null;
  /** Why it is not to be run, where it is not. */
  readonly revoked: string | null;
}

export interface Waivers {
  readonly force: string | null;
  readonly allowBreaking: string | null;
}

/** All conditions of a label at once: a refusal that comes in pieces costs an evening. */
export function gatesOf(policy: LabelPolicy, candidate: Candidate, waivers: Waivers): readonly Gate[] {
  const { contract, commit, severity, rolledBack, revoked, servedBySource } = candidate;
  const needsBranch = policy.from !== null || policy.requires.length > 0;
  const gates: Gate[] = [];
  const check = (
    name: string,
    met: boolean,
    says: string,
    missing: string,
    wayOut: string,
    waivedBy = waivers.force,
  ): void => {
    gates.push(met ? { name, state: "met", says } : { name, state: "missing", says: missing, wayOut, waivedBy });
  };

  if (needsBranch && commit === null) {
    const unknown = "nobody knows from which commit it was built";
    check("branch", false, "", unknown, "name a commit that builds it: --to <revision>");
  } else if (needsBranch && commit !== null) {
    const { short, branch, contained } = commit;
    check(
      "branch",
      contained,
      `${short} is on ${branch}`,
      `${short} is not on ${branch}`,
      branch.includes("/")
        ? `merge it into ${branch.slice(branch.indexOf("/") + 1)}, and push`
        : `merge it into ${branch}`,
    );
  }
  for (const kind of policy.requires) {
    const found = candidate.evidence.get(kind);
    const unseen = {
      says: `nobody looked for ${kind} evidence`,
      wayOut: `promptctl test --contract ${contract} --save`,
    };
    const missing = found === undefined ? unseen : found;
    check(
      kind,
      missing === null,
      `${kind} tasks passed${policy.live.includes(kind) ? ", not from recordings" : ""}`,
      missing?.says ?? "",
      missing?.wayOut ?? "",
    );
  }
  if (policy.from !== null) {
    check(
      "from",
      servedBySource !== null,
      `${policy.from} serves it`,
      `${policy.from} does not serve it`,
      `promptctl promote ${policy.from}`,
    );
  }
  if (policy.bake !== null) {
    const left = bakeLeft(policy.bake, servedBySource ?? 0);
    const served = `${policy.from ?? policy.label} has served it for ${sayDuration(servedBySource ?? 0)} of ${sayDuration(policy.bake)}`;
    check("bake", left === 0, served, served, `wait for ${sayDuration(left)}`);
  }
  if (policy.maxSeverity !== null && severity !== null) {
    const met = !exceeds(severity, policy.maxSeverity);
    check(
      "severity",
      met,
      `the change is ${severity}, and ${policy.label} takes ${policy.maxSeverity} at most`,
      `the change is ${severity}, and ${policy.label} takes ${policy.maxSeverity} at most`,
      "make the change compatible, or say --allow-breaking REASON",
      waivers.allowBreaking,
    );
  }
  if (rolledBack !== null) {
    check(
      "rolled back",
      false,
      "",
      `this bundle was taken back: ${rolledBack}`,
      "promote another one, or say --force REASON",
    );
  }
  if (revoked !== null) {
    const wayOut = "promote another one: what is revoked is not run again, not by force either";
    check("revoked", false, "", `this bundle is revoked ${revoked}`, wayOut, null);
  }
  return gates;
}

/** Gates that stand in the way: missing, and waived by nobody. */
export function closed(gates: readonly Gate[]): readonly (Gate & { state: "missing" })[] {
  return gates.filter(
    (gate): gate is Gate & { state: "missing" } => gate.state === "missing" && gate.waivedBy === null,
  );
}
