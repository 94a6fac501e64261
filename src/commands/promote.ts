import { promptId } from "../core/bundle/digest.ts";
import { Failure } from "../core/failure.ts";
import type { Json } from "../core/json.ts";
import { closed } from "../core/label/gate.ts";
import { type BasisPoints, parseWeight } from "../core/label/policy.ts";
import { count, sayList } from "../core/text.ts";
import { asJson } from "../report/formats/json.ts";
import { planBlocks, sayArrival } from "../report/plan.ts";
import { type Answer, type Block, paragraph, type Report } from "../report/report.ts";
import type { World } from "../world/world.ts";
import { writeMoves } from "./act/move.ts";
import { publishReleases } from "./act/publish.ts";
import { type PlannedMove, planPromotion } from "./gather/promotion.ts";
import { openProject, requireRightFolder } from "./gather/project.ts";

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
  requireOneScope(input);
  const project = await openProject(world);
  await requireRightFolder(project);
  const plan = await planPromotion(world, project, { ...input, weight });

  const moves = plan.moves.filter(({ transition }) => transition.writes.length > 0);
  const shown = planBlocks(plan.summary, moves);
  const data = { label, dryRun: input.dryRun, moves: moves.map(moveData), carried: [...plan.summary.carried] };
  const say = (answer: Answer, verdict: string, blocks: readonly Block[] = shown): Report => {
    return { command: "promote", answer, verdict, blocks, data };
  };
  const blocked = moves.flatMap(({ candidate, gates }) =>
    closed(gates).map(({ says }) => ({ contract: candidate.contract, says })),
  );
  if (blocked.length > 0) return say("no", `${label} does not move: ${sayBlocked(blocked)}`);
  const still = `nothing to move: ${sayList(plan.moves.flatMap(notesOf))}`;
  if (input.dryRun)
    return say(
      "yes",
      moves.length === 0 ? still : `${label} would move ${count(moves.length, "contract")}; nothing was done`,
    );
  const asks = moves.length > 0 && !input.yes;
  if (!asks || !world.terminal.interactive) requireNamed(input, moves);
  if (asks && !(await world.terminal.confirm(shown, question(input, moves)))) {
    return say("no", "nothing was moved: it was not confirmed", []);
  }

  const written = moves.length === 0 ? null : await writeMoves(world, project, plan, moves, input);
  // Also after nothing: a move that was made and not published is mended by the same command.
  const places = await publishReleases(world, project, written?.releases ?? plan.releases);
  if (written === null) return say("yes", still);
  const { commit, releases } = written;
  const pointers = moves.flatMap(({ transition }) => transition.writes);
  const arrival = sayArrival({ commit, branch: releases.branch, remote: releases.remote, places, pointers });
  // Whoever was asked has the plan before their eyes.
  return say("yes", sayMoved(label, moves), [...(asks ? [] : shown), paragraph(arrival)]);
}

function readWeight(weight: string | null): BasisPoints | null {
  if (weight === null) return null;
  const parsed = parseWeight(weight);
  if (parsed !== null) return parsed;
  const message = `--weight takes a percentage from 0 to 100 with at most two decimals, not '${weight}'`;
  throw new Failure("USAGE", { message });
}

function requireOneScope({ all, contract }: PromoteInput): void {
  if (!all || contract.length === 0) return;
  throw new Failure("USAGE", {
    message: "--all is every contract that differs: say that, or name some with --contract",
  });
}

/** @throws Failure TOO_MANY_CONTRACTS where several would move, and nobody named them or can be asked */
function requireNamed(input: PromoteInput, moves: readonly PlannedMove[]): void {
  if (!isBroad(input, moves)) return;
  const contracts = moves.map(({ candidate }) => candidate.contract);
  throw new Failure("TOO_MANY_CONTRACTS", { label: input.label, contracts });
}

/** One contract is confirmed by name, several by their number. */
function question(input: PromoteInput, moves: readonly PlannedMove[]): string {
  const names = moves.map(({ candidate }) => candidate.contract);
  return `Move ${isBroad(input, moves) ? count(names.length, "contract") : sayList(names)} on ${input.label}?`;
}

function isBroad({ all, contract }: PromoteInput, moves: readonly PlannedMove[]): boolean {
  return moves.length > 1 && !all && contract.length === 0;
}

/** Who of several stands in the way. */
function sayBlocked(blocked: readonly { readonly contract: string; readonly says: string }[]): string {
  const several = new Set(blocked.map(({ contract }) => contract)).size > 1;
  return sayList(blocked.map(({ contract, says }) => (several ? `${contract}: ${says}` : says)));
}

/** A ramp alone moves another label: then its note says what happened. */
function sayMoved(label: string, moves: readonly PlannedMove[]): string {
  const moved = moves.filter(({ transition }) => transition.writes.some((pointer) => pointer.label === label));
  const served = moved.map(({ candidate }) => promptId(candidate.contract, candidate.digest));
  return served.length > 0 ? `${label} serves ${sayList(served)}` : sayList(moves.flatMap(notesOf));
}

function notesOf({ transition }: PlannedMove): readonly string[] {
  return transition.notes;
}

function moveData({ candidate, from, gates, transition }: PlannedMove): Json {
  const { contract, digest, severity } = candidate;
  const { notes, writes } = transition;
  return asJson({ contract, from, to: digest, severity, gates, notes, pointers: writes });
}
