import type { Digest } from "../../core/bundle/digest.ts";
import type { Bundle } from "../../core/bundle/bundle.ts";
import { type ContractDiff, diffContracts } from "../../core/diff/judge.ts";
import { Failure } from "../../core/failure.ts";
import { goldenSetDigest, tasksOfKind } from "../../core/golden/set.ts";
import type { Task } from "../../core/golden/task.ts";
import { sameJson } from "../../core/json.ts";
import { type EvidenceKind, evidencePath, evidenceProblem } from "../../core/label/evidence.ts";
import { type Candidate, type Gate, gatesOf } from "../../core/label/gate.ts";
import { type LogEntry, rolledBack, servedSince } from "../../core/label/history.ts";
import type { Pointer } from "../../core/label/pointer.ts";
import type { BasisPoints, LabelPolicy } from "../../core/label/policy.ts";
import { type Pointers, promote, type Stamp, type Transition } from "../../core/label/transition.ts";
import { countTokens } from "../../core/tokens.ts";
import { asJson } from "../../report/formats/json.ts";
import type { PlanSummary } from "../../report/plan.ts";
import { identityOf, isAncestor } from "../../world/git/repository.ts";
import type { World } from "../../world/world.ts";
import { type CandidateBundle, candidatesFor } from "./candidates.ts";
import { type PolicyGround, policyGround } from "./policy.ts";
import { type Project, repositoryIn } from "./project.ts";
import { pointersOf, readReleases, type Releases } from "./releases.ts";

/** One contract that is to move: what it is, whether it may, and what would be written. */
export interface PlannedMove {
  readonly bundle: Bundle;
  readonly from: Digest | null;
  readonly candidate: Candidate;
  readonly diff: ContractDiff | null;
  readonly gates: readonly Gate[];
  readonly transition: Transition;
}

/** A promotion as a value: nothing has happened yet. */
export interface PromotionPlan {
  readonly releases: Releases;
  readonly moves: readonly PlannedMove[];
  readonly summary: PlanSummary;
  /** @throws Failure where the policy on the default branch changed since the plan was made */
  requireSamePolicy(fresh: Releases): Promise<void>;
}

export interface PromotionRequest {
  readonly label: string;
  readonly contract: readonly string[];
  readonly to: string | null;
  readonly weight: BasisPoints | null;
  readonly replace: boolean;
  readonly reason: string | null;
  readonly force: string | null;
  readonly allowBreaking: string | null;
}

/** Policy and golden tasks come from the tip of the default branch, never from the change being promoted. */
export async function planPromotion(world: World, project: Project, request: PromotionRequest): Promise<PromotionPlan> {
  const repository = repositoryIn(project);
  const releases = await readReleases(world, repository, project.config);
  const ground = await policyGround(project, releases, request.label);
  if (request.weight !== null && ground.policy.ramp === null) {
    throw new Failure("USAGE", { message: `--weight is for a label with a ramp; ${request.label} has none` });
  }
  const candidates = await candidatesFor(world, project, releases, {
    policy: ground.policy,
    policies: ground.policies,
    to: request.to,
    names: request.contract,
  });
  const log = await releases.log();
  const actor = await identityOf(repository, world.env["USER"] ?? "promptctl");
  const stamp: Omit<Stamp, "contract" | "commit"> = {
    at: world.clock
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, "Z"),
    actor,
    reason: request.reason,
    salt: `r-${world.clock.unique()}`,
    poll: ground.poll,
  };
  const moves = await Promise.all(
    candidates.map((candidate) => planMove({ world, releases, ground, request, log, stamp }, candidate)),
  );
  return {
    releases,
    moves,
    summary: { label: request.label, branch: releases.branch, remote: releases.remote, policy: ground.branch.name },
    requireSamePolicy: async (fresh) => {
      const now = await policyGround(project, fresh, request.label);
      if (sameJson(asJson(now.policies), asJson(ground.policies))) return;
      throw new Failure("MOVED_FIRST", {
        label: request.label,
        contract: "promptctl.yaml",
        who: "somebody",
        now: "another policy",
      });
    },
  };
}

interface PlanContext {
  readonly world: World;
  readonly releases: Releases;
  readonly ground: PolicyGround;
  readonly request: PromotionRequest;
  readonly log: readonly LogEntry[];
  readonly stamp: Omit<Stamp, "contract" | "commit">;
}

async function planMove(context: PlanContext, { bundle, commit }: CandidateBundle): Promise<PlannedMove> {
  const { releases, ground, request, stamp } = context;
  const contract = bundle.contract.name;
  const pointers = pointersOf(releases, contract);
  const live = liveBundle(ground.policy, pointers);
  const diff = live === null || live === bundle.digest ? null : await diffWith(await releases.bundle(live), bundle);
  const candidate = await candidateOf(context, bundle, commit, diff);
  const safeInFlight = diff !== null && diff.findings.every(({ severity }) => severity.inFlight === "safe");
  const transition = promote(
    {
      contract,
      policy: ground.policy,
      policies: ground.policies,
      pointers,
      digest: bundle.digest,
      weight: request.weight,
      replace: request.replace,
      upgradableFrom: safeInFlight && live !== null ? [live] : [],
    },
    { ...stamp, contract, commit },
  );
  const gates = gatesOf(ground.policy, candidate, request);
  return { bundle, from: pointers.get(request.label)?.current ?? null, candidate, diff, gates, transition };
}

/** What a new session gets today: a canary is judged against the label it ramps on. */
function liveBundle(policy: LabelPolicy, pointers: Pointers): Digest | null {
  const ramped = policy.ramp === null ? undefined : pointers.get(policy.ramp.of);
  return (ramped ?? pointers.get(policy.label))?.current ?? null;
}

async function diffWith(live: Bundle, bundle: Bundle): Promise<ContractDiff> {
  const [before, after] = await Promise.all([countTokens(live.contract), countTokens(bundle.contract)]);
  return diffContracts(live.contract, bundle.contract, { before, after });
}

async function candidateOf(
  { world, releases, ground, log }: PlanContext,
  { contract, digest }: Bundle,
  commit: string | null,
  diff: ContractDiff | null,
): Promise<Candidate> {
  const { name } = contract;
  const { policy, branch } = ground;
  const source = policy.from === null ? null : (releases.pointers.get(name)?.get(policy.from) ?? null);
  return {
    contract: name,
    digest,
    commit:
      commit === null
        ? null
        : {
            short: commit.slice(0, 7),
            branch: branch.name,
            contained: await isAncestor(releases.repository, commit, branch.commit),
          },
    evidence: new Map(
      await Promise.all(
        policy.requires.map(
          async (kind) => [kind, await missingEvidence(releases, ground.tasks, name, digest, kind)] as const,
        ),
      ),
    ),
    servedBySource: secondsServed(source, digest, log, world.clock.now()),
    severity: diff?.severity ?? null,
    rolledBack: rolledBack(log, name).get(digest) ?? null,
  };
}

async function missingEvidence(
  releases: Releases,
  tasks: readonly Task[],
  contract: string,
  bundle: Digest,
  kind: EvidenceKind,
): Promise<string | null> {
  const mine = tasksOfKind(
    tasks.filter((task) => task.contract === contract),
    kind,
  );
  const goldenSet = goldenSetDigest(mine);
  const statement = await releases.json(evidencePath(bundle, kind, goldenSet));
  const required = mine.filter(({ quarantine }) => quarantine === null).map(({ id }) => id);
  return evidenceProblem(statement, { bundle, kind, goldenSet, required });
}

function secondsServed(source: Pointer | null, digest: Digest, log: readonly LogEntry[], now: Date): number | null {
  if (source === null || source.current !== digest) return null;
  const since = servedSince(log, source.contract, source.label, digest) ?? source.issuedAt;
  return (now.getTime() - Date.parse(since)) / 1000;
}
