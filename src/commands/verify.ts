import { checks } from "../core/audit/checks/index.ts";
import type { Inventory } from "../core/audit/inventory.ts";
import { type Repair, repairOf } from "../core/audit/repair.ts";
import { Failure } from "../core/failure.ts";
import { asJson } from "../report/formats/json.ts";
import { sayWritten } from "../report/plan.ts";
import { type Block, heading, list, paragraph, type Report } from "../report/report.ts";
import { type Checked, sayRepaired, verifyAnswer, verifyBlocks } from "../report/verify.ts";
import type { World } from "../world/world.ts";
import { type Repaired, repairReleases } from "./act/repair.ts";
import { takeInventory } from "./gather/inventory.ts";
import { openProject, type Project, repositoryIn, requireRightFolder } from "./gather/project.ts";
import type { PropagationFlags } from "./gather/propagation/request.ts";
import { readReleases, type Releases } from "./gather/releases.ts";

interface VerifyInput extends PropagationFlags {
  readonly propagation: string | null;
  readonly repair: boolean;
}

/** Proves that everything that was released is what it says, and sets right what is not. */
export async function verify(input: VerifyInput, world: World): Promise<Report> {
  const { propagation, contract } = input;
  if (propagation !== null && !input.repair)
    return (await import("./act/propagation/report.ts")).verifyPropagation({ ...input, propagation }, world);
  requireRepairOnly(input);
  const project = await openProject(world);
  await requireRightFolder(project);
  const before = await auditOf(world, project);
  if (!input.repair) return verifyReport(before, repairOf(before.inventory, contract), null);

  const repaired = await repairReleases(world, project, before.releases, before.inventory, contract);
  const after = await auditOf(world, project);
  return verifyReport(after, repairOf(after.inventory, contract), repaired);
}

/** @throws Failure USAGE */
function requireRepairOnly({ propagation, repair, clients, label, timeout, contract }: VerifyInput): void {
  const measures = [
    ["--propagation", propagation],
    ["--clients", clients],
    ["--label", label],
    ["--timeout", timeout],
  ] as const;
  const [odd] = measures.find(([, value]) => value !== null) ?? [];
  if (odd !== undefined && repair)
    throw new Failure("USAGE", { message: `${odd} measures, and --repair mends: say one of them` });
  if (odd !== undefined) throw new Failure("USAGE", { message: `${odd} is of --propagation <url|folder>` });
  if (contract !== null && !repair)
    throw new Failure("USAGE", { message: "--contract is of --repair or --propagation: everything is verified" });
}

interface Audit {
  readonly releases: Releases;
  readonly inventory: Inventory;
  readonly checked: readonly Checked[];
}

async function auditOf(world: World, project: Project): Promise<Audit> {
  const releases = await readReleases(world, repositoryIn(project), project.config);
  const inventory = await takeInventory(project, releases);
  const checked = checks.map(({ name, proves, find }) => ({ name, proves, flaws: find(inventory) }));
  return { releases, inventory, checked };
}

function verifyReport({ releases, inventory, checked }: Audit, plan: Repair, repaired: Repaired | null): Report {
  const { answer, verdict } = verifyAnswer(checked, inventory);
  const mended = repaired === null ? [] : repairedBlocks(repaired, releases);
  return {
    command: "verify",
    answer,
    verdict:
      repaired === null
        ? verdict
        : `${repaired.commit === null ? "nothing had to be issued again" : "repaired"}; ${verdict}`,
    blocks: [...mended, ...verifyBlocks(checked, plan)],
    data: {
      branch: releases.branch,
      tip: releases.tip,
      checks: checked.map(({ name, flaws }) => ({ name, flaws: asJson(flaws) })),
      repair: asJson(plan),
      repaired:
        repaired === null
          ? null
          : asJson({ commit: repaired.commit, pointers: repaired.writes, restored: repaired.repair.restored }),
    },
  };
}

function repairedBlocks({ writes, repair, commit, places }: Repaired, releases: Releases): readonly Block[] {
  if (commit === null) return [];
  const bundles = repair.restored.map((digest) => `the bundle ${digest.slice(0, 19)}… is back`);
  const done = [...sayRepaired(writes), ...bundles];
  const published = places.length === 0 ? "" : `; published to ${places.join(", ")}`;
  return [
    heading("Repaired"),
    list(done.length > 0 ? done : [`${releases.remote ?? "the remote"} has every move of this clone again`]),
    paragraph(`${sayWritten({ ...releases, commit })}${published}`),
  ];
}
