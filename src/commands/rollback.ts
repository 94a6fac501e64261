import { type Digest, hexOf, isDigest, promptId } from "../core/bundle/digest.ts";
import { Failure } from "../core/failure.ts";
import { highestSerials, lastMoved, servedBefore } from "../core/label/history.ts";
import { moveMessage } from "../core/label/message.ts";
import { encodePointer, type Pointer, pointerPath } from "../core/label/pointer.ts";
import type { Transition } from "../core/label/issue.ts";
import { rollback as rollBack } from "../core/label/rollback.ts";
import { sayList } from "../core/text.ts";
import { asJson } from "../report/formats/json.ts";
import { sayArrival } from "../report/plan.ts";
import { list, paragraph, type Report, toned } from "../report/report.ts";
import { identityOf } from "../world/git/repository.ts";
import type { World } from "../world/world.ts";
import { publishReleases } from "./act/publish.ts";
import { type Write, writeRelease } from "./act/release.ts";
import { openProject, type Project, repositoryIn } from "./gather/project.ts";
import { pointersOf, readReleases, type Releases } from "./gather/releases.ts";
import { namedBundles } from "./gather/side.ts";

interface RollbackInput {
  readonly label: string;
  readonly contract: readonly string[];
  readonly to: string | null;
  readonly reason: string | null;
}

/** The way back: no gate, no policy, no clean tree, no question. It re-applies on whatever it finds. */
export async function rollback(input: RollbackInput, world: World): Promise<Report> {
  const project = await openProject(world, "use defaults");
  const releases = await readReleases(world, repositoryIn(project), project.config);
  const to = input.to === null ? null : await digestNamed(world, project, releases, input.to);
  const first = await planRollback(input, to, world, project, releases);

  let transitions = first;
  const replan = async (fresh: Releases): Promise<Write | null> => {
    // Somebody who took back the same thing at the same time has done it: once more would go too far.
    if (isDone(first, fresh)) return null;
    transitions = await planRollback(input, to, world, project, fresh);
    return writeOf(input, transitions);
  };
  const moved = first.some(({ writes }) => writes.length > 0);
  const written = moved ? await writeRelease(world, project, releases, writeOf(input, first), replan) : null;
  const after = written?.releases ?? releases;
  const places = await publishReleases(project, after);

  const writes = transitions.flatMap((transition) => transition.writes);
  const live = transitions.map(({ contract }) => sayLive(after, contract, input.label));
  return {
    command: "rollback",
    answer: "yes",
    verdict: `${input.label} serves ${sayList(live)}`,
    blocks: [
      list([
        ...writes.flatMap(sayMove(releases)),
        ...transitions.flatMap(({ notes }) => notes),
        toned("dim", "open conversations keep the bundle they began with: only new ones are taken back"),
      ]),
      ...(written === null
        ? []
        : [
            paragraph(
              sayArrival({
                commit: written.commit,
                branch: after.branch,
                remote: after.remote,
                places,
                pointers: writes,
              }),
            ),
          ]),
    ],
    data: {
      label: input.label,
      commit: written?.commit ?? null,
      pointers: asJson(writes),
      notes: transitions.flatMap(({ notes }) => notes),
    },
  };
}

/** @throws Failure NOT_A_BUNDLE */
async function digestNamed(world: World, project: Project, releases: Releases, name: string): Promise<Digest> {
  if (isDigest(name) && releases.has(`bundles/${hexOf(name)}.json`)) return name;
  const [found, ...others] = (await namedBundles(world, project, name)) ?? [];
  if (found === undefined || others.length > 0) throw new Failure("NOT_A_BUNDLE", { name });
  return found.bundle.digest;
}

async function planRollback(
  { label, contract: names, reason }: RollbackInput,
  to: Digest | null,
  world: World,
  project: Project,
  releases: Releases,
): Promise<readonly Transition[]> {
  const known = new Set([
    ...project.config.labels.map((policy) => policy.label),
    ...[...releases.pointers.values()].flatMap((labels) => [...labels.keys()]),
  ]);
  if (!known.has(label)) throw new Failure("UNKNOWN_LABEL", { label, known: [...known] });
  const log = await releases.log();
  const contracts =
    to !== null ? [(await releases.bundle(to)).contract.name] : names.length > 0 ? names : lastMoved(log, label);
  if (contracts.length === 0) throw new Failure("NOT_ON_LABEL", { label, contracts: [] });
  const actor = await identityOf(releases.repository, world.env["USER"] ?? "promptctl");
  const canaryOf = project.config.labels.find((policy) => policy.label === label)?.ramp?.of ?? null;
  const at = world.clock
    .now()
    .toISOString()
    .replace(/\.\d+Z$/, "Z");
  return contracts.map((contract) =>
    rollBack(
      {
        contract,
        label,
        canaryOf,
        pointers: pointersOf(releases, contract),
        older: servedBefore(log, contract, label),
        to,
      },
      { contract, at, actor, reason, commit: null, salt: "", poll: null, highest: highestSerials(log, contract) },
    ),
  );
}

/** Every label serves what this rollback was to make it serve. */
function isDone(planned: readonly Transition[], { pointers }: Releases): boolean {
  return planned
    .flatMap(({ writes }) => writes)
    .every(({ contract, label, current, ramp, serial }) => {
      const now = pointers.get(contract)?.get(label);
      return now !== undefined && now.serial >= serial && now.current === current && now.ramp?.bundle === ramp?.bundle;
    });
}

function writeOf({ label, reason }: RollbackInput, transitions: readonly Transition[]): Write {
  const writes = transitions.flatMap((transition) => transition.writes);
  return {
    files: new Map(writes.map((pointer) => [pointerPath(pointer.contract, pointer.label), encodePointer(pointer)])),
    message: moveMessage({
      action: "rollback",
      label,
      writes,
      reason,
      force: null,
      allowBreaking: null,
      severity: null,
    }),
  };
}

function sayMove({ pointers }: Releases): (pointer: Pointer) => readonly string[] {
  return ({ contract, label, current }) => {
    const before = pointers.get(contract)?.get(label)?.current;
    return before === current || before === undefined
      ? []
      : [`${label} of ${contract}: ${promptId(contract, before)} → ${promptId(contract, current)}`];
  };
}

function sayLive({ pointers }: Releases, contract: string, label: string): string {
  const pointer = pointers.get(contract)?.get(label);
  return pointer === undefined ? `nothing of ${contract}` : promptId(contract, pointer.current);
}
