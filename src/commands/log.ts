import { promptId } from "../core/bundle/digest.ts";
import { Failure } from "../core/failure.ts";
import type { LogEntry } from "../core/label/history.ts";
import { pointerPath } from "../core/label/pointer.ts";
import { sayWeight } from "../core/label/policy.ts";
import { count } from "../core/text.ts";
import { asJson } from "../report/formats/json.ts";
import { type Block, paragraph, type Report, toned } from "../report/report.ts";
import type { World } from "../world/world.ts";
import { momentNamed, readMost } from "./gather/limits.ts";
import { openProject, repositoryIn } from "./gather/project.ts";
import { readReleases, type Releases, requireLabel } from "./gather/releases.ts";
import { releasedContracts } from "./gather/withdrawn.ts";

interface LogInput {
  readonly label: string | null;
  readonly contract: string | null;
  readonly since: string | null;
  readonly until: string | null;
  readonly max: string | null;
}

export async function log(input: LogInput, world: World): Promise<Report> {
  const { label, contract } = input;
  const most = readMost(input.max, 50);
  const now = world.clock.now();
  const since = input.since === null ? null : momentNamed("--since", input.since, now).from;
  const until = input.until === null ? null : momentNamed("--until", input.until, now).until;
  const project = await openProject(world, "use the rest");
  const releases = await readReleases(world, repositoryIn(project), project.config);
  if (label !== null) requireLabel(releases, project.config, label);
  const paths = pathsOf(releases, label, contract);
  // Clocks of movers may be wrong, so the order of commits says nothing about times: all are looked at.
  const isTimed = since !== null || until !== null;
  const entries = paths.length === 0 ? [] : await releases.log({ most: isTimed ? null : most, paths });
  const shown = entries
    .filter(({ at }) => (since === null || new Date(at) >= since) && (until === null || new Date(at) <= until))
    .slice(0, most);

  return {
    command: "log",
    answer: "yes",
    verdict: sayVerdict(shown.length, input),
    blocks: shown.flatMap(sayEntry),
    data: { entries: shown.map((entry) => ({ ...entry, before: asJson(entry.before), after: asJson(entry.after) })) },
  };
}

/**
 * Only files that are asked about are read, so that `--max` counts what is shown.
 *
 * @throws Failure UNKNOWN_CONTRACT
 */
function pathsOf(releases: Releases, label: string | null, contract: string | null): readonly string[] {
  const known = releasedContracts(releases);
  if (contract !== null && !known.includes(contract))
    throw new Failure("UNKNOWN_CONTRACT", { name: contract, known, where: "the releases" });
  if (label === null) return [contract === null ? "labels" : `labels/${contract}`];
  return known.filter((name) => contract === null || name === contract).map((name) => pointerPath(name, label));
}

function sayVerdict(shown: number, { label, contract, since, until }: LogInput): string {
  if (shown > 0) return `${count(shown, "move")}, newest first`;
  const isNarrowed = [label, contract, since, until].some((filter) => filter !== null);
  return isNarrowed ? "no such move" : "no move yet";
}

function sayEntry(entry: LogEntry): readonly Block[] {
  const { at, action, actor, after, named, reason, force, allowBreaking, severity, evidence, commit } = entry;
  const what = action === "other" ? "changed by hand:" : `${action} ${named}:`;
  const head = `${at}  ${what} ${after.label === named && action !== "other" ? "" : `${after.label} of `}${after.contract}  ${actor.replace(/ <.*/, "")}`;
  const details = [
    sayMove(entry),
    ...(severity === null ? [] : [`the change was ${severity}`]),
    ...(evidence === null ? [] : [`evidence: ${evidence}`]),
    ...(reason === null ? [] : [`reason: ${reason}`]),
    ...(force === null ? [] : [`FORCED: ${force}`]),
    ...(allowBreaking === null ? [] : [`breaking allowed: ${allowBreaking}`]),
    `commit ${commit.slice(0, 12)}, serial ${after.serial}`,
  ];
  const tone = force === null && action !== "other" ? "strong" : "warn";
  return [paragraph(toned(tone, head)), paragraph(details.map((line) => `  ${line}`).join("\n"))];
}

function sayMove({ action, before, after }: LogEntry): string {
  const id = (digest: typeof after.current): string => promptId(after.contract, digest);
  const moves: string[] = [];
  if (before?.current !== after.current)
    moves.push(`${before === null ? "nothing" : id(before.current)} → ${id(after.current)}`);
  const was = before?.ramp ?? null;
  if (after.ramp !== null && (was?.bundle !== after.ramp.bundle || was.weight !== after.ramp.weight)) {
    moves.push(
      `ramp ${id(after.ramp.bundle)} ${was?.bundle === after.ramp.bundle ? `from ${sayWeight(was.weight)} ` : ""}to ${sayWeight(after.ramp.weight)}`,
    );
  }
  const halts = [before?.halted ?? null, after.halted].map((halted) => halted !== null);
  if (halts[0] !== halts[1]) moves.push(halts[1] === true ? "halted" : "halted no more");
  const known = new Set(before?.revoked.map(({ bundle }) => bundle));
  for (const { bundle } of after.revoked) if (!known.has(bundle)) moves.push(`revoked ${id(bundle)}`);
  if (after.ramp === null && was !== null) moves.push(`the ramp of ${id(was.bundle)} ended`);
  const still = action === "measure" ? "measured: it serves what it served" : "issued again, as it was";
  return moves.length === 0 ? still : moves.join("; ");
}
