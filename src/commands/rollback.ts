import { promptId } from "../core/bundle/digest.ts";
import { sayHalts } from "../core/label/halt.ts";
import type { Pointer } from "../core/label/pointer.ts";
import { sayList } from "../core/text.ts";
import { asJson } from "../report/formats/json.ts";
import { sayArrival } from "../report/plan.ts";
import { list, paragraph, type Report, toned } from "../report/report.ts";
import type { World } from "../world/world.ts";
import { takeBack } from "./act/take-back.ts";
import { openProject, repositoryIn, requireRightFolder } from "./gather/project.ts";
import { readReleases, type Releases } from "./gather/releases.ts";
import { digestNamed, type ReversalRequest } from "./gather/reversal.ts";

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
  const { transitions, written, places, releases: after } = await takeBack(world, project, releases, request);

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
