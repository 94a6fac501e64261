import type { Acted } from "../../../core/analysis/acted.ts";
import type { Analysis } from "../../../core/analysis/comparison.ts";
import { analysisPath, encodeAnalysis } from "../../../core/analysis/statement.ts";
import { promptId } from "../../../core/bundle/digest.ts";
import { Failure } from "../../../core/failure.ts";
import { closed } from "../../../core/label/gate.ts";
import { canaryOf, sayWeight } from "../../../core/label/policy.ts";
import type { JsonObject } from "../../../core/json.ts";
import { sayList } from "../../../core/text.ts";
import { sayArrival } from "../../../report/plan.ts";
import type { World } from "../../../world/world.ts";
import type { AnalysisGround } from "../../gather/analysis/policy.ts";
import { requireSameRamp, requireUnhalted, type RunningRamp } from "../../gather/analysis/ramp.ts";
import type { Project } from "../../gather/project.ts";
import { planPromotion } from "../../gather/promotion.ts";
import type { Releases } from "../../gather/releases.ts";
import { writeMoves } from "../move.ts";
import { publishReleases } from "../publish.ts";
import { takeBack } from "../take-back.ts";

export interface Action {
  readonly analysis: Analysis;
  /** The analysis as its report has it, for evidence. */
  readonly data: JsonObject;
  readonly running: RunningRamp;
  readonly ground: AnalysisGround;
  /** Say what would be done, and do nothing. */
  readonly dryRun: boolean;
}

/**
 * Does what an analysis says, by the same steps as `promote` and `rollback`: a ramp grows through all gates of its label, and
 * is taken back through none. Whoever moves, halts or takes back meanwhile wins.
 *
 * @throws Failure what these throw, and RAMP_MOVED where another ramp took the place of the one that was judged
 */
export async function applyDecision(
  world: World,
  project: Project,
  releases: Releases,
  action: Action,
): Promise<Acted> {
  const { decision } = action.analysis;
  if (decision.action === "roll back") return rollBack(world, project, releases, action);
  if (decision.action === "advance" && decision.next !== null) return advance(world, project, action, decision.next);
  return { kind: "nothing" };
}

async function rollBack(world: World, project: Project, releases: Releases, action: Action): Promise<Acted> {
  const { analysis, running, ground, dryRun } = action;
  const { contract, label, head, base } = running.ramp;
  const canary = canaryOf(label, ground.policies)?.label;
  // Where the canary has something else by now, or policy knows none, what is left to take back is the ramp.
  const serves = canary === undefined ? undefined : releases.pointers.get(contract)?.get(canary)?.current;
  const named = canary !== undefined && serves === head ? canary : label;
  if (dryRun) return dry(`promptctl rollback ${named} --contract ${contract}`);
  const request = { label: named, contracts: [contract], to: null, reason: reasonOf(analysis) };
  const {
    transitions,
    written,
    places,
    releases: after,
  } = await takeBack(world, project, releases, request, {
    files: fileOf(action),
    requireMeant: (fresh) => requireSameRamp(running, fresh),
  });
  const pointers = transitions.flatMap(({ writes }) => writes);
  return moved(written?.commit ?? null, [
    `${label} serves ${promptId(contract, base)} to everybody; conversations that began with ${promptId(contract, head)} keep it`,
    ...transitions.flatMap(({ notes }) => notes),
    ...(written === null ? [] : [sayArrival({ ...after, commit: written.commit, places, pointers })]),
  ]);
}

async function advance(world: World, project: Project, action: Action, weight: number): Promise<Acted> {
  const { analysis, running, ground, dryRun } = action;
  const { contract, label, head } = running.ramp;
  const canary = canaryOf(label, ground.policies)?.label;
  if (canary === undefined)
    throw new Failure("USAGE", {
      message: `no label of promptctl.yaml ramps on ${label}, so its ramp cannot grow`,
      hint: `write one on the default branch: labels: { canary: { ramp: { of: ${label} } } }`,
    });
  const plan = await planPromotion(world, project, {
    label: canary,
    contract: [contract],
    to: head,
    weight,
    replace: false,
    reason: reasonOf(analysis),
    force: null,
    allowBreaking: null,
  });
  requireUnhalted(running, plan.releases);
  const blocked = plan.moves.flatMap(({ gates }) => closed(gates));
  if (blocked.length > 0) {
    const says = sayList(blocked.map((gate) => `${gate.says} (${gate.wayOut})`));
    return { kind: "refused", says: `${canary} does not move: ${says}` };
  }
  const moves = plan.moves.filter(({ transition }) => transition.writes.length > 0);
  const notes = plan.moves.flatMap(({ transition }) => transition.notes);
  if (dryRun) return dry(`promptctl promote ${canary} --contract ${contract} --weight ${weight / 100} --yes`);
  if (moves.length === 0) return { kind: "nothing" };
  const carried = new Map([...plan.carried, ...fileOf(action)]);
  const said = { label: canary, reason: reasonOf(analysis), force: null, allowBreaking: null };
  const { commit, releases: after } = await writeMoves(world, project, { ...plan, carried }, moves, said);
  const places = await publishReleases(world, project, after);
  const pointers = moves.flatMap(({ transition }) => transition.writes);
  return moved(commit, [
    `${label} offers ${promptId(contract, head)} to ${sayWeight(weight)} of new sessions`,
    ...notes,
    sayArrival({ ...after, commit, places, pointers }),
  ]);
}

function moved(commit: string | null, says: readonly string[]): Acted {
  return { kind: "moved", commit, says, isDry: false };
}

function dry(command: string): Acted {
  return { kind: "moved", commit: null, says: [`nothing was done; this would be: ${command}`], isDry: true };
}

/** The analysis itself goes into the same commit. */
function fileOf({ analysis, data, running: { ramp } }: Action): ReadonlyMap<string, Uint8Array> {
  return new Map([[analysisPath(ramp), encodeAnalysis(analysis, ramp, data)]]);
}

/** Clients refuse a pointer that is too long, and a reason stands in each. */
function reasonOf({ decision }: Analysis): string {
  return `analysis: ${decision.reasons.join("; ")}`.slice(0, 900);
}
