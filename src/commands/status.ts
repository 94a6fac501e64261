import { promptId } from "../core/bundle/digest.ts";
import { sayDuration } from "../core/duration.ts";
import type { LogEntry } from "../core/label/history.ts";
import { servedSince } from "../core/label/history.ts";
import { sayHalts } from "../core/label/halt.ts";
import { sayRevocations } from "../core/label/revocation.ts";
import type { Pointer } from "../core/label/pointer.ts";
import { sayWeight } from "../core/label/policy.ts";
import { count } from "../core/text.ts";
import { openPlaces } from "../places/index.ts";
import { asJson } from "../report/formats/json.ts";
import { type Block, type Cell, heading, list, paragraph, type Report, table, toned } from "../report/report.ts";
import type { World } from "../world/world.ts";
import { openProject, type Project, repositoryIn } from "./gather/project.ts";
import { readReleases, requireContracts } from "./gather/releases.ts";

interface StatusInput {
  readonly contract: readonly string[];
}

export async function status({ contract: names }: StatusInput, world: World): Promise<Report> {
  const project = await openProject(world);
  const releases = await readReleases(world, repositoryIn(project), project.config);
  requireContracts(releases, names);
  const log = await releases.log();

  const served = [...releases.pointers]
    .filter(([contract]) => names.length === 0 || names.includes(contract))
    .toSorted(([left], [right]) => (left < right ? -1 : 1));
  const rows = served.flatMap(([contract, labels]) =>
    [...labels.values()].map((pointer) => ({
      pointer,
      since: servedSince(log, contract, pointer.label, pointer.current),
      by: putBy(pointer, log)?.after.actor ?? pointer.actor,
      forced: putBy(pointer, log)?.force ?? null,
    })),
  );
  const behind = await placesBehind(
    project,
    rows.map(({ pointer }) => pointer),
  );
  const halted = rows.filter(({ pointer }) => pointer.halted !== null);

  const now = world.clock.now();
  return {
    command: "status",
    answer: "yes",
    verdict:
      rows.length === 0
        ? `no label serves anything yet: promptctl promote ${project.config.labels[0]?.label ?? "<label>"}`
        : `${count(served.length, "contract")} on ${count(new Set(rows.map(({ pointer }) => pointer.label)).size, "label")}${halted.length > 0 ? `, ${halted.length} halted` : ""}`,
    blocks: [
      ...served.flatMap(([contract]): readonly Block[] => [
        heading(contract),
        table(
          ["label", "serves", "since", "by", "ramp", "serial"],
          rows.filter(({ pointer }) => pointer.contract === contract).map((row) => sayRow(row, now)),
        ),
        ...notes(
          rows.filter(({ pointer }) => pointer.contract === contract),
          log,
        ),
      ]),
      ...(behind.length === 0 ? [] : [list(behind.map((text) => toned("warn", text)))]),
      ...releases.broken.map(({ path, why }) => paragraph(toned("bad", `${path} cannot be trusted: ${why}`))),
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
      pointers: rows.map(({ pointer, since, forced }) => ({
        since,
        forced,
        promptId: promptId(pointer.contract, pointer.current),
        pointer: asJson(pointer),
      })),
      broken: asJson(releases.broken),
    },
  };
}

interface Row {
  readonly pointer: Pointer;
  readonly since: string | null;
  /** Who put it there; the pointer itself names whoever touched it last. */
  readonly by: string;
  /** The reason that was given when gates were passed by force. */
  readonly forced: string | null;
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

function sayRow({ pointer, since, by, forced }: Row, now: Date): readonly Cell[] {
  const { label, contract, current, ramp, halted, revoked, serial } = pointer;
  const age = since === null ? "?" : `${sayDuration((now.getTime() - Date.parse(since)) / 1000)} ago`;
  const id = promptId(contract, current);
  const serves: Cell =
    halted !== null
      ? toned("bad", `HALTED (${id})`)
      : revoked.some(({ bundle }) => bundle === current)
        ? toned("bad", `REVOKED (${id})`)
        : id;
  const ramped = ramp === null ? "" : `${sayWeight(ramp.weight)} to ${promptId(contract, ramp.bundle)}`;
  return [
    forced === null ? label : toned("warn", `${label} (forced)`),
    serves,
    age,
    by.replace(/ <.*/, ""),
    ramped,
    String(serial),
  ];
}

function notes(rows: readonly Row[], log: readonly LogEntry[]): readonly Block[] {
  const items = rows.flatMap(({ pointer, forced }) =>
    forced === null ? [] : [toned("warn", `${pointer.label} was promoted by force: ${forced}`)],
  );
  const pointers = rows.map(({ pointer }) => pointer);
  const all = [
    ...items,
    ...[...sayHalts(pointers), ...sayRevocations(pointers, log)].map((text) => toned("bad", text)),
  ];
  return all.length === 0 ? [] : [list(all)];
}

/** The move that put on a label what it serves. */
function putBy(pointer: Pointer, log: readonly LogEntry[]): LogEntry | null {
  return (
    log.find(
      ({ after, before }) =>
        after.contract === pointer.contract &&
        after.label === pointer.label &&
        after.current === pointer.current &&
        before?.current !== pointer.current,
    ) ?? null
  );
}
