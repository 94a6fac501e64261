import { hexOf, promptId } from "../core/bundle/digest.ts";
import { Failure } from "../core/failure.ts";
import { closed, type Waivers } from "../core/label/gate.ts";
import { moveMessage } from "../core/label/message.ts";
import { encodePointer, type Pointer, pointerPath } from "../core/label/pointer.ts";
import { type BasisPoints, parseWeight } from "../core/label/policy.ts";
import { worst } from "../core/diff/severity.ts";
import { count, sayList } from "../core/text.ts";
import { asJson } from "../report/formats/json.ts";
import { planBlocks, sayArrival } from "../report/plan.ts";
import { type Block, paragraph, type Report } from "../report/report.ts";
import type { World } from "../world/world.ts";
import { publishReleases } from "./act/publish.ts";
import { requireUnmoved, type Write, writeRelease } from "./act/release.ts";
import { type PlannedMove, planPromotion, type PromotionPlan } from "./gather/promotion.ts";
import { openProject } from "./gather/project.ts";
import type { Releases } from "./gather/releases.ts";

export interface PromoteInput {
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
  const weight = readWeight(input);
  const project = await openProject(world);
  const plan = await planPromotion(world, project, { ...input, weight });

  const moves = plan.moves.filter(({ transition }) => transition.writes.length > 0);
  const blocked = moves.flatMap(({ gates }) => closed(gates));
  if (blocked.length > 0)
    return reportOf(
      input,
      plan,
      moves,
      "no",
      `${input.label} does not move: ${sayList(blocked.map(({ says }) => says))}`,
      [],
    );
  if (input.dryRun)
    return reportOf(
      input,
      plan,
      moves,
      "yes",
      moves.length === 0
        ? `nothing to move on ${input.label}`
        : `${input.label} would move ${count(moves.length, "contract")}; nothing was done`,
      [],
    );
  if (moves.length > 0 && !(await isConfirmed(input, plan, moves, world)))
    return reportOf(input, plan, [], "no", "nothing was moved: it was not confirmed", []);

  const { releases, commit } =
    moves.length === 0
      ? { releases: plan.releases, commit: null }
      : await writeMoves(input, plan, moves, world, project);
  // Also after nothing: a move that was made and not published is mended by the same command.
  const places = releases.tip === null ? [] : await publishReleases(project, releases);
  if (commit === null)
    return reportOf(
      input,
      plan,
      plan.moves,
      "yes",
      `nothing to move: ${sayList(plan.moves.flatMap(({ transition }) => transition.notes))}`,
      [],
    );
  const served = sayList(moves.map(({ candidate }) => promptId(candidate.contract, candidate.digest)));
  return reportOf(input, plan, moves, "yes", `${input.label} serves ${served}`, [
    paragraph(
      sayArrival({
        commit,
        branch: releases.branch,
        remote: releases.remote,
        places,
        pointers: moves.flatMap(({ transition }) => transition.writes),
      }),
    ),
  ]);
}

function readWeight({ weight }: PromoteInput): BasisPoints | null {
  if (weight === null) return null;
  const parsed = parseWeight(weight);
  if (parsed === null)
    throw new Failure("USAGE", {
      message: `--weight takes a percentage from 0 to 100 with at most two decimals, not '${weight}'`,
    });
  return parsed;
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
  if (yes) return true;
  const question = `Move ${several ? count(names.length, "contract") : sayList(names)} on ${label}?`;
  return world.terminal.confirm(planBlocks(plan.summary, moves), question);
}

async function writeMoves(
  input: PromoteInput,
  plan: PromotionPlan,
  moves: readonly PlannedMove[],
  world: World,
  project: Parameters<typeof writeRelease>[1],
) {
  const writes = moves.flatMap(({ transition }) => transition.writes);
  const write: Write = { files: filesOf(moves, plan.releases), message: messageOf(input, moves, writes) };
  return writeRelease(world, project, plan.releases, write, async (fresh) => {
    requireUnmoved(plan.releases, fresh, writes);
    await plan.requireSamePolicy(fresh);
    return write;
  });
}

function filesOf(moves: readonly PlannedMove[], releases: Releases): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const { bundle, transition } of moves) {
    const path = `bundles/${hexOf(bundle.digest)}.json`;
    if (!releases.has(path)) files.set(path, bundle.bytes);
    for (const pointer of transition.writes)
      files.set(pointerPath(pointer.contract, pointer.label), encodePointer(pointer));
  }
  return files;
}

function messageOf(
  { label, reason, force, allowBreaking }: PromoteInput,
  moves: readonly PlannedMove[],
  writes: readonly Pointer[],
): string {
  const severities = moves.flatMap(({ candidate }) => candidate.severity ?? []);
  const used = moves.flatMap(({ gates }) => gates.flatMap((gate) => (gate.state === "missing" ? [gate.waivedBy] : [])));
  const waivers: Waivers = {
    force: used.includes(force) ? force : null,
    allowBreaking: used.includes(allowBreaking) ? allowBreaking : null,
  };
  return moveMessage({
    action: "promote",
    label,
    writes,
    reason,
    severity: severities.length === 0 ? null : worst(severities),
    ...waivers,
  });
}

function reportOf(
  input: PromoteInput,
  plan: PromotionPlan,
  moves: readonly PlannedMove[],
  answer: Report["answer"],
  verdict: string,
  more: readonly Block[],
): Report {
  return {
    command: "promote",
    answer,
    verdict,
    blocks: [...planBlocks(plan.summary, moves), ...more],
    data: {
      label: input.label,
      dryRun: input.dryRun,
      moves: moves.map(({ candidate, from, gates, transition }) =>
        asJson({
          contract: candidate.contract,
          from,
          to: candidate.digest,
          severity: candidate.severity,
          gates,
          notes: transition.notes,
          pointers: transition.writes,
        }),
      ),
    },
  };
}
