import type { Digest } from "../../core/bundle/digest.ts";
import type { Bundle } from "../../core/bundle/bundle.ts";
import type { ContractDiff } from "../../core/diff/judge.ts";
import { Failure } from "../../core/failure.ts";
import { sameJson } from "../../core/json.ts";
import { type Candidate, closed, type Gate, gatesOf } from "../../core/label/gate.ts";
import { type BasisPoints, type LabelPolicy, sourceOf } from "../../core/label/policy.ts";
import { sayHalts } from "../../core/label/halt.ts";
import { highestSerials } from "../../core/label/history.ts";
import type { Pointers, Stamp, Transition } from "../../core/label/issue.ts";
import { publishWorkflow } from "../../core/label/workflow.ts";
import { promote } from "../../core/label/promote.ts";
import { asJson } from "../../report/formats/json.ts";
import type { PlanSummary } from "../../report/plan.ts";
import { identityOf } from "../../world/git/repository.ts";
import { openTokenCounter, type TokenCounter } from "../../world/tokenizer.ts";
import type { World } from "../../world/world.ts";
import { type CandidateBundle, candidatesFor } from "./candidates.ts";
import { type Here, provenOf, stateHere } from "./evidence.ts";
import { candidateOf, type FactContext } from "./facts.ts";
import { sayInstant } from "../../core/instant.ts";
import { type PolicyGround, policyGround } from "./policy.ts";
import { type Project, repositoryIn } from "./project.ts";
import { logOf, pointersOf, readReleases, type Releases } from "./releases.ts";

/** One contract that is to move: what it is, whether it may, and what would be written. */
export interface PlannedMove {
  readonly bundle: Bundle;
  readonly from: Digest | null;
  readonly candidate: Candidate;
  /** As the policy weighs it. */
  readonly diff: ContractDiff | null;
  readonly gates: readonly Gate[];
  readonly transition: Transition;
  /** What golden tasks proved of it, for the log. */
  readonly evidence: readonly string[];
}

/** A promotion as a value: nothing has happened yet. */
export interface PromotionPlan {
  readonly releases: Releases;
  readonly moves: readonly PlannedMove[];
  readonly summary: PlanSummary;
  /** Files of the default branch that go along. */
  readonly carried: ReadonlyMap<string, Uint8Array>;
  /** @throws Failure POLICY_CHANGED, GATE_CLOSED where policy or evidence are not what they were when the plan was made */
  requireStillOpen(fresh: Releases): Promise<void>;
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
  const reading = Promise.all([
    readReleases(world, repository, project.config),
    identityOf(repository, world.env["USER"] ?? "promptctl"),
  ]);
  // Not at once: first the remote has to be asked.
  setImmediate(loadBeside, project, request);
  const [releases, actor] = await reading;
  const tokens = openTokenCounter();
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
  const log = await logOf(
    releases,
    candidates.map(({ bundle }) => bundle.contract.name),
  );
  const stamp: MoverStamp = {
    at: sayInstant(world.clock.now()),
    actor,
    reason: request.reason,
    salt: `r-${world.clock.unique()}`,
    poll: ground.poll,
  };
  let read: Promise<Here> | null = null;
  const here = (): Promise<Here> => (read ??= stateHere(project));
  const moves = await Promise.all(
    candidates.map((candidate) =>
      planMove({ now: world.clock.now(), releases, ground, here, request, log, stamp, tokens }, candidate),
    ),
  );
  const carried = await carriedTo(releases, ground);
  return {
    releases,
    moves,
    summary: {
      label: request.label,
      branch: releases.branch,
      remote: releases.remote,
      policy: ground.branch.name,
      carried: [...carried.keys()],
    },
    carried,
    requireStillOpen: async (fresh) => {
      const now = await policyGround(project, fresh, request.label);
      if (!sameJson(asJson(now.policies), asJson(ground.policies))) {
        throw new Failure("POLICY_CHANGED", { label: request.label, branch: now.branch.name });
      }
      const context = { releases: fresh, ground: now, here, log, now: world.clock.now() };
      for (const [index, candidate] of candidates.entries()) {
        const move = moves[index];
        if (move === undefined || move.transition.writes.length === 0) continue;
        const [gate] = closed(gatesOf(now.policy, await candidateOf(context, candidate, move.diff), request));
        if (gate !== undefined) throw new Failure("GATE_CLOSED", { label: request.label, says: gate.says });
      }
    },
  };
}

/** What most promotions need of the program, and it is half of it, is loaded while the remote answers. */
function loadBeside({ config: { labels } }: Project, { label, to }: PromotionRequest): void {
  const policy = labels.find((known) => known.label === label);
  void import("./change.ts");
  if (to === null && policy !== undefined && sourceOf(policy, labels) === null) void import("./sealed.ts");
}

async function carriedTo(releases: Releases, { workflow }: PolicyGround): Promise<ReadonlyMap<string, Uint8Array>> {
  const there = workflow === null ? null : await releases.read(publishWorkflow);
  return workflow === null || (there !== null && Buffer.compare(there, workflow) === 0)
    ? new Map()
    : new Map([[publishWorkflow, workflow]]);
}

/** What all moves of one promotion have in common. */
type MoverStamp = Omit<Stamp, "contract" | "commit" | "highest">;

interface PlanContext extends FactContext {
  readonly request: PromotionRequest;
  readonly stamp: MoverStamp;
  readonly tokens: TokenCounter;
}

async function planMove(context: PlanContext, { bundle, commit }: CandidateBundle): Promise<PlannedMove> {
  const { releases, ground, request, stamp } = context;
  const contract = bundle.contract.name;
  const pointers = pointersOf(releases, contract);
  const live = liveBundle(ground.policy, pointers);
  const change = live === null || live === bundle.digest ? null : await changeFrom(live, bundle, context);
  const diff = change?.weighed ?? null;
  const candidate = await candidateOf(context, { bundle, commit }, diff);
  const from = pointers.get(request.label)?.current ?? null;
  const transition = promote(
    {
      contract,
      policy: ground.policy,
      policies: ground.policies,
      pointers,
      digest: bundle.digest,
      weight: request.weight,
      replace: request.replace,
      upgradableFrom: from === live && from !== null && isSafeInFlight(change?.judged ?? null) ? [from] : [],
    },
    { ...stamp, contract, commit, highest: highestSerials(context.log, contract) },
  );
  const gates = gatesOf(ground.policy, candidate, request);
  // A move on a halted contract is made, and stays halted: whoever moves must know that nobody gets it.
  const halts = sayHalts(transition.writes).map(
    (says) => `${says}; it stays so until \`promptctl halt ${contract} --lift\``,
  );
  const noted = { ...transition, notes: [...transition.notes, ...halts] };
  return { bundle, from, candidate, diff, gates, transition: noted, evidence: await provenOf(context, bundle) };
}

/** What a bundle changes, as the rules judge it and as the policy weighs it. */
async function changeFrom(
  live: Digest,
  bundle: Bundle,
  { releases, ground, tokens, now }: PlanContext,
): Promise<{ readonly judged: ContractDiff; readonly weighed: ContractDiff }> {
  const { changeBetween, weighed } = await import("./change.ts");
  const judged = await changeBetween(tokens, await releases.bundle(live), bundle);
  return { judged, weighed: weighed(judged, ground, now) };
}

/** Open sessions of the older bundle may move to the newer one, where they are to. */
function isSafeInFlight(diff: ContractDiff | null): boolean {
  return diff !== null && diff.findings.every(({ severity }) => severity.inFlight === "safe");
}

/** What a new session gets today: a canary is judged against the label it ramps on. */
function liveBundle(policy: LabelPolicy, pointers: Pointers): Digest | null {
  const ramped = policy.ramp === null ? undefined : pointers.get(policy.ramp.of);
  return (ramped ?? pointers.get(policy.label))?.current ?? null;
}
