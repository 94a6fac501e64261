import { promptId } from "../core/bundle/digest.ts";
import { sayHalts } from "../core/label/halt.ts";
import { moveMessage } from "../core/label/message.ts";
import { encodePointer, type Pointer, pointerPath } from "../core/label/pointer.ts";
import type { Transition } from "../core/label/issue.ts";
import { sayList } from "../core/text.ts";
import { asJson } from "../report/formats/json.ts";
import { sayArrival } from "../report/plan.ts";
import { list, paragraph, type Report, toned } from "../report/report.ts";
import type { World } from "../world/world.ts";
import { publishReleases } from "./act/publish.ts";
import { type Write, writeRelease } from "./act/release.ts";
import { openProject, repositoryIn, requireRightFolder } from "./gather/project.ts";
import { readReleases, type Releases } from "./gather/releases.ts";
import { digestNamed, isDone, planReversal, type ReversalRequest } from "./gather/reversal.ts";

interface RollbackInput {
  readonly label: string;
  readonly contract: readonly string[];
  readonly to: string | null;
  readonly reason: string | null;
}

/** The way back: no gate, no policy, no clean tree, no question. It re-applies on whatever it finds. */
export async function rollback(input: RollbackInput, world: World): Promise<Report> {
  const project = await openProject(world, "use the rest");
  await requireRightFolder(project);
  const releases = await readReleases(world, repositoryIn(project), project.config);
  const { label, reason } = input;
  const to = input.to === null ? null : await digestNamed(world, project, input.to);
  const request: ReversalRequest = { label, contracts: input.contract, to, reason };
  const first = await planReversal(world, project, releases, request);

  let transitions = first;
  const replan = async (fresh: Releases): Promise<Write | null> => {
    // Somebody who took back the same thing at the same time has done it: once more would go too far.
    if (isDone(first, fresh)) return null;
    transitions = await planReversal(world, project, fresh, request);
    return writeOf(input, transitions);
  };
  const moved = first.some(({ writes }) => writes.length > 0);
  const written = moved ? await writeRelease(world, project, releases, writeOf(input, first), replan) : null;
  const after = written?.releases ?? releases;
  const places = await publishReleases(world, project, after);

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
        ...sayHalts(transitions.flatMap(({ contract }) => after.pointers.get(contract)?.get(input.label) ?? [])),
        toned("dim", "open conversations keep the bundle they began with: only new ones are taken back"),
      ]),
      ...(written === null
        ? []
        : [paragraph(sayArrival({ ...after, commit: written.commit, places, pointers: writes }))]),
    ],
    data: {
      label: input.label,
      commit: written?.commit ?? null,
      pointers: asJson(writes),
      notes: transitions.flatMap(({ notes }) => notes),
    },
  };
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
      evidence: [],
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
