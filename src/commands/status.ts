import { promptId } from "../core/bundle/digest.ts";
import type { Json } from "../core/json.ts";
import type { Pointer } from "../core/label/pointer.ts";
import { count } from "../core/text.ts";
import { openPlaces } from "../places/index.ts";
import { asJson } from "../report/formats/json.ts";
import { findingBlocks } from "../report/findings.ts";
import { list, paragraph, type Report, toned } from "../report/report.ts";
import { contractBlocks, type StatusRow } from "../report/status.ts";
import type { World } from "../world/world.ts";
import { openProject, type Project, repositoryIn } from "./gather/project.ts";
import { prospectsOf } from "./gather/prospects.ts";
import { readReleases, type Releases, requireContracts } from "./gather/releases.ts";
import { standingsOf } from "./gather/standings.ts";

interface StatusInput {
  readonly contract: readonly string[];
  readonly watch: boolean;
}

/** What every label serves. A broken promptctl.yaml on disk hides nothing: in an incident this is asked first. */
export async function status(input: StatusInput, world: World): Promise<Report> {
  if (!input.watch) return statusNow(input, world);
  return (await import("./act/watch-status.ts")).watchStatus(world, () => statusNow(input, world));
}

async function statusNow({ contract: names }: StatusInput, world: World): Promise<Report> {
  const project = await openProject(world, "use the rest");
  const releases = await readReleases(world, repositoryIn(project), project.config);
  requireContracts(releases, names);
  const pointers = pointersShown(releases, names);
  const { standings, log } = await standingsOf(releases, pointers);
  const now = world.clock.now();
  const prospects = await prospectsOf(project, releases, standings, now);
  const rows = standings.map((standing, at): StatusRow => ({
    ...standing,
    prospect: prospects?.prospects[at] ?? null,
  }));
  const contracts = [...new Set(pointers.map(({ contract }) => contract))];
  const gone = contracts.filter((contract) => prospects?.contracts.has(contract) === false);
  const behind = await placesBehind(project, pointers);

  return {
    command: "status",
    answer: "yes",
    verdict: sayVerdict(project, pointers),
    blocks: [
      ...contracts.flatMap((contract) =>
        contractBlocks(
          contract,
          rows.filter(({ pointer }) => pointer.contract === contract),
          log,
          now,
        ),
      ),
      ...(behind.length === 0 ? [] : [list(behind.map((text) => toned("warn", text)))]),
      ...gone.map((contract) =>
        paragraph(toned("warn", `${contract} is not on the default branch any more; its labels stay as they are`)),
      ),
      ...releases.broken.map(({ path, why }) => paragraph(toned("bad", `${path} cannot be trusted: ${why}`))),
      ...findingBlocks(project.faults),
      ...(prospects === null ? [paragraph(toned("dim", unknownPolicy))] : []),
      ...(world.offline && releases.remote !== null
        ? [paragraph(toned("dim", `not fetched: the newest move known here is of ${releases.knownAt ?? "never"}`))]
        : []),
    ],
    data: {
      branch: releases.branch,
      remote: releases.remote,
      tip: releases.tip,
      offline: world.offline,
      knownAt: releases.knownAt,
      pointers: rows.map(rowData),
      broken: asJson(releases.broken),
      behind: [...behind],
      gone: [...gone],
    },
  };
}

const unknownPolicy =
  "evidence and bake are not known: promptctl.yaml of the default branch cannot be read (see `promptctl check`)";

function pointersShown({ pointers }: Releases, names: readonly string[]): readonly Pointer[] {
  return [...pointers]
    .filter(([contract]) => names.length === 0 || names.includes(contract))
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([, labels]) => [...labels.values()]);
}

function sayVerdict({ config }: Project, pointers: readonly Pointer[]): string {
  if (pointers.length === 0)
    return `no label serves anything yet: promptctl promote ${config.labels[0]?.label ?? "<label>"}`;
  const contracts = new Set(pointers.map(({ contract }) => contract)).size;
  const labels = new Set(pointers.map(({ label }) => label)).size;
  const halted = pointers.filter((pointer) => pointer.halted !== null).length;
  return `${count(contracts, "contract")} on ${count(labels, "label")}${halted > 0 ? `, ${halted} halted` : ""}`;
}

/** What runtimes see here is older than what was decided: somebody moved the label from another clone. */
async function placesBehind({ config, root }: Project, pointers: readonly Pointer[]): Promise<readonly string[]> {
  const behind: string[] = [];
  for (const place of await openPlaces(config.release.publish, root)) {
    for (const { contract, label, serial } of pointers) {
      const seen = await place.serial(contract, label);
      if (seen !== null && seen < serial)
        behind.push(`${place.name} is behind: ${label} of ${contract} is at serial ${seen} there, not ${serial}`);
    }
  }
  return behind;
}

function rowData({ pointer, put, prospect }: StatusRow): Json {
  return asJson({
    since: put?.after.issuedAt ?? null,
    by: put?.after.actor ?? pointer.actor,
    forced: put?.force ?? null,
    allowedBreaking: put?.allowBreaking ?? null,
    promptId: promptId(pointer.contract, pointer.current),
    evidence: prospect?.proofs ?? null,
    bake: prospect?.bakes ?? null,
    pointer,
  });
}
