import type { Digest } from "../../core/bundle/digest.ts";
import type { ContractDiff } from "../../core/diff/judge.ts";
import type { Candidate } from "../../core/label/gate.ts";
import { type LogEntry, rolledBack, servedSince } from "../../core/label/history.ts";
import type { Pointer } from "../../core/label/pointer.ts";
import { isAncestor } from "../../world/git/repository.ts";
import type { CandidateBundle } from "./candidates.ts";
import { type EvidenceContext, missingEvidence } from "./evidence.ts";
import type { Releases } from "./releases.ts";

/** Where the facts about a candidate come from. */
export interface FactContext extends EvidenceContext {
  readonly log: readonly LogEntry[];
  readonly now: Date;
}

/** Everything that the gates of a label ask about a bundle. */
export async function candidateOf(
  context: FactContext,
  candidate: CandidateBundle,
  diff: ContractDiff | null,
): Promise<Candidate> {
  const { releases, ground, log, now } = context;
  const { bundle, commit } = candidate;
  const { digest, contract } = bundle;
  const { policy } = ground;
  const source = policy.from === null ? null : (releases.pointers.get(contract.name)?.get(policy.from) ?? null);
  const evidence = policy.requires.map(
    async (kind) => [kind, await missingEvidence(context, candidate, kind)] as const,
  );
  return {
    contract: contract.name,
    digest,
    commit: commit === null ? null : await containment(context, commit),
    evidence: new Map(await Promise.all(evidence)),
    servedBySource: secondsServed(source, digest, log, now),
    severity: diff?.severity ?? null,
    revoked: revocationOf(releases, contract.name, digest),
    rolledBack: rolledBack(log, contract.name).get(digest) ?? null,
  };
}

function revocationOf({ pointers }: Releases, contract: string, digest: Digest): string | null {
  const revoked = [...(pointers.get(contract)?.values() ?? [])].flatMap((pointer) => pointer.revoked);
  const found = revoked.find(({ bundle }) => bundle === digest);
  return found === undefined ? null : `since ${found.at}: ${found.reason}`;
}

async function containment(
  { releases, ground: { branch } }: FactContext,
  commit: string,
): Promise<NonNullable<Candidate["commit"]>> {
  const contained = await isAncestor(releases.repository, commit, branch.commit);
  return { short: commit.slice(0, 7), branch: branch.name, contained };
}

function secondsServed(source: Pointer | null, digest: Digest, log: readonly LogEntry[], now: Date): number | null {
  if (source === null || source.current !== digest) return null;
  const since = servedSince(log, source.contract, source.label, digest) ?? source.issuedAt;
  return (now.getTime() - Date.parse(since)) / 1000;
}
