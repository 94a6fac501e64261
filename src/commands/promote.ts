import { promptId } from "../core/bundle/digest.ts";
import { Failure } from "../core/failure.ts";
import { closed } from "../core/label/gate.ts";
import { type BasisPoints, parseWeight } from "../core/label/policy.ts";
import { count, sayList } from "../core/text.ts";
import { asJson } from "../report/formats/json.ts";
import { planBlocks, sayArrival } from "../report/plan.ts";
import { type Answer, type Block, paragraph, type Report } from "../report/report.ts";
import type { World } from "../world/world.ts";
import { writeMoves } from "./act/move.ts";
import { publishReleases } from "./act/publish.ts";
import { type PlannedMove, planPromotion, type PromotionPlan } from "./gather/promotion.ts";
import { openProject } from "./gather/project.ts";

interface PromoteInput {
  readonly label: string;
  readonly contract: readonly string[];
  readonly all: boolean;
  readonly to: string | null;
  readonly weight: string | null;
  readonly replace: boolean;
  readonly reason: string | null;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly force: string | null;
  readonly allowBreaking: string | null;
}

export async function promote(input: PromoteInput, world: World): Promise<Report> {
  const { label } = input;
  const weight = readWeight(input.weight);
  const project = await openProject(world);
  const plan = await planPromotion(world, project, { ...input, weight });

  const moves = plan.moves.filter(({ transition }) => transition.writes.length > 0);
  const say = (answer: Answer, verdict: string, more: readonly Block[] = []): Report =>
    reportOf(input, plan, moves, answer, verdict, more);
  const blocked = moves.flatMap(({ gates }) => closed(gates));
  if (blocked.length > 0) return say("no", `${label} does not move: ${sayList(blocked.map(({ says }) => says))}`);
  if (input.dryRun) return say("yes", `${label} would move ${count(moves.length, "contract")}; nothing was done`);
  if (!(await isConfirmed(input, plan, moves, world))) return say("no", "nothing was moved: it was not confirmed");

  const written = moves.length === 0 ? null : await writeMoves(world, project, plan, moves, input);
  // Also after nothing: a move that was made and not published is mended by the same command.
  const places = await publishReleases(project, written?.releases ?? plan.releases);
  if (written === null)
    return say("yes", `nothing to move: ${sayList(plan.moves.flatMap(({ transition }) => transition.notes))}`);
  const { commit, releases } = written;
  const pointers = moves.flatMap(({ transition }) => transition.writes);
  const served = sayList(moves.map(({ candidate }) => promptId(candidate.contract, candidate.digest)));
  const arrival = sayArrival({ commit, branch: releases.branch, remote: releases.remote, places, pointers });
  return say("yes", `${label} serves ${served}`, [paragraph(arrival)]);
}

function readWeight(weight: string | null): BasisPoints | null {
  if (weight === null) return null;
  const parsed = parseWeight(weight);
  if (parsed !== null) return parsed;
  throw new Failure("USAGE", {
    message: `--weight takes a percentage from 0 to 100 with at most two decimals, not '${weight}'`,
  });
}

/** One contract is confirmed as a plan, several by their number as well. */
async function isConfirmed(
  { label, yes, all, contract }: PromoteInput,
  plan: PromotionPlan,
  moves: readonly PlannedMove[],
  world: World,
): Promise<boolean> {
  const names = moves.map(({ candidate }) => candidate.contract);
  const several = names.length > 1 && !all && contract.length === 0;
  if (several && (yes || !world.terminal.interactive))
    throw new Failure("TOO_MANY_CONTRACTS", { label, contracts: names });
  if (yes || names.length === 0) return true;
  const question = `Move ${several ? count(names.length, "contract") : sayList(names)} on ${label}?`;
  return world.terminal.confirm(planBlocks(plan.summary, moves), question);
}

function reportOf(
  { label, dryRun }: PromoteInput,
  { summary }: PromotionPlan,
  moves: readonly PlannedMove[],
  answer: Answer,
  verdict: string,
  more: readonly Block[],
): Report {
  const data = moves.map(({ candidate: { contract, digest, severity }, from, gates, transition: { notes, writes } }) =>
    asJson({ contract, from, to: digest, severity, gates, notes, pointers: writes }),
  );
  return {
    command: "promote",
    answer,
    verdict,
    blocks: [...planBlocks(summary, moves), ...more],
    data: { label, dryRun, moves: data },
  };
}
