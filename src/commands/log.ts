import { promptId } from "../core/bundle/digest.ts";
import { Failure } from "../core/failure.ts";
import type { LogEntry } from "../core/label/history.ts";
import { pointerPath } from "../core/label/pointer.ts";
import { sayWeight } from "../core/label/policy.ts";
import { count } from "../core/text.ts";
import { asJson } from "../report/formats/json.ts";
import { type Block, paragraph, type Report, toned } from "../report/report.ts";
import type { World } from "../world/world.ts";
import { openProject, repositoryIn } from "./gather/project.ts";
import { readReleases, type Releases, requireContracts } from "./gather/releases.ts";

interface LogInput {
  readonly label: string | null;
  readonly contract: string | null;
  readonly max: string | null;
}

export async function log({ label, contract, max }: LogInput, world: World): Promise<Report> {
  const most = max === null ? 50 : Number(max);
  if (!Number.isInteger(most) || most < 1)
    throw new Failure("USAGE", { message: `--max takes a whole number from 1, not '${max ?? ""}'` });
  const project = await openProject(world);
  const releases = await readReleases(world, repositoryIn(project), project.config);
  const known = [
    ...new Set([
      ...project.config.labels.map((policy) => policy.label),
      ...[...releases.pointers.values()].flatMap((labels) => [...labels.keys()]),
    ]),
  ];
  if (label !== null && !known.includes(label)) throw new Failure("UNKNOWN_LABEL", { label, known });

  requireContracts(releases, contract === null ? [] : [contract]);
  const paths = pathsOf(releases, label, contract);
  const entries = paths.length === 0 ? [] : await releases.log({ most, paths });
  const shown = entries.filter(
    ({ after }) => (label === null || after.label === label) && (contract === null || after.contract === contract),
  );

  return {
    command: "log",
    answer: "yes",
    verdict: shown.length === 0 ? "no move yet" : `${count(shown.length, "move")}, newest first`,
    blocks: shown.flatMap(sayEntry),
    data: { entries: shown.map((entry) => ({ ...entry, before: asJson(entry.before), after: asJson(entry.after) })) },
  };
}

/** Only files that are asked about are read, so that `--max` counts what is shown. */
function pathsOf({ pointers }: Releases, label: string | null, contract: string | null): readonly string[] {
  if (label === null) return [contract === null ? "labels" : `labels/${contract}`];
  return [...pointers.keys()]
    .filter((name) => contract === null || name === contract)
    .map((name) => pointerPath(name, label));
}

function sayEntry(entry: LogEntry): readonly Block[] {
  const { at, action, actor, after, named, reason, force, allowBreaking, severity, commit } = entry;
  const what = action === "other" ? "changed by hand:" : `${action} ${named}:`;
  const head = `${at}  ${what} ${after.label === named && action !== "other" ? "" : `${after.label} of `}${after.contract}  ${actor.replace(/ <.*/, "")}`;
  const details = [
    sayMove(entry),
    ...(severity === null ? [] : [`the change was ${severity}`]),
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
  const still = action === "measure" ? "measured: it serves what it served" : "issued again";
  return moves.length === 0 ? still : moves.join("; ");
}
