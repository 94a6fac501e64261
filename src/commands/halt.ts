import { Failure } from "../core/failure.ts";
import { containmentOf } from "../core/label/containment.ts";
import { halt as haltContract, lift as liftContract } from "../core/label/halt.ts";
import type { Transition } from "../core/label/issue.ts";
import { sayList } from "../core/text.ts";
import { sayContainment } from "../report/containment.ts";
import { asJson } from "../report/formats/json.ts";
import { sayLive } from "../report/live.ts";
import { sayWritten } from "../report/plan.ts";
import { list, paragraph, type Report, toned } from "../report/report.ts";
import type { World } from "../world/world.ts";
import { withdraw } from "./act/withdraw.ts";
import { openProject, requireRightFolder } from "./gather/project.ts";
import type { Releases } from "./gather/releases.ts";
import { readableOf, releasedContracts, requireReason, stampsFor, unreadable } from "./gather/withdrawn.ts";

interface HaltInput {
  readonly contract: string | null;
  readonly all: boolean;
  readonly lift: boolean;
  readonly reason: string | null;
}

/** Stops contracts on every label, or lets them go on: no gate, no policy, no clean tree, no question. */
export async function halt(input: HaltInput, world: World): Promise<Report> {
  const reason = requireReason(input.reason);
  requireOneScope(input);
  const project = await openProject(world, "use the rest");
  await requireRightFolder(project);
  let seen: Releases | null = null;
  const plan = async (releases: Releases): Promise<readonly Transition[]> => {
    seen ??= releases;
    const first = seen;
    const stamps = await stampsFor(world, releases, contractsOf(input, releases), reason);
    return stamps.map((stamp) => {
      const pointers = readableOf(releases, stamp.contract);
      return input.lift
        ? liftContract(pointers, readableOf(first, stamp.contract), stamp)
        : haltContract(pointers, stamp);
    });
  };
  const done = await withdraw(world, project, { action: input.lift ? "lift" : "halt", reason, plan });

  const contracts = contractsOf(input, done.releases);
  const pointers = contracts.flatMap((contract) => [...readableOf(done.releases, contract).values()]);
  const unread = unreadable(done.releases, contracts);
  const notes = done.transitions.flatMap((transition) => transition.notes);
  const containment = containmentOf(pointers, done.places.length === 0 ? null : done.took);
  return {
    command: "halt",
    answer: unread.length === 0 ? "yes" : "unknown",
    verdict: sayVerdict(input, contracts, done.writes.length > 0, unread),
    blocks: [
      list([
        ...pointers.map(sayLive),
        ...notes,
        ...unread.map((text) => toned("bad", `not ${input.lift ? "lifted" : "halted"}: ${text}`)),
        ...(containment === null || (input.lift && done.writes.length === 0)
          ? []
          : sayContainment(containment, input.lift ? goesOn : stops, done.places)),
      ]),
      ...(done.commit === null ? [] : [paragraph(sayWritten({ ...done.releases, commit: done.commit }))]),
    ],
    data: {
      contracts: [...contracts],
      lift: input.lift,
      commit: done.commit,
      pointers: asJson(done.writes),
      notes: [...notes],
      unreadable: [...unread],
      containment: asJson(containment),
    },
  };
}

const stops = { onNew: "new sessions stop", onRunning: "running ones stop" };
const goesOn = { onNew: "new sessions open again", onRunning: "sessions that are kept go on" };

function requireOneScope({ contract, all }: HaltInput): void {
  if ((contract === null) === all) return;
  const message = all ? "--all is every contract: name none" : "name a contract, or say --all";
  throw new Failure("USAGE", { message, hint: "`promptctl status` shows which there are" });
}

/** @throws Failure UNKNOWN_CONTRACT where it was never released */
function contractsOf({ contract }: HaltInput, releases: Releases): readonly string[] {
  const known = releasedContracts(releases);
  if (contract === null) return known;
  if (!known.includes(contract))
    throw new Failure("UNKNOWN_CONTRACT", { name: contract, known, where: "the releases" });
  return [contract];
}

function sayVerdict(
  { lift }: HaltInput,
  contracts: readonly string[],
  wrote: boolean,
  unread: readonly string[],
): string {
  if (contracts.length === 0) return `nothing to ${lift ? "lift" : "halt"}: no label serves anything yet`;
  const are = contracts.length === 1 ? "is" : "are";
  const state = lift ? (wrote ? "halted no more" : "not halted") : `halted${wrote ? "" : " already"}`;
  const left = unread.length === 0 ? "" : `, beside what cannot be read: ${sayList(unread)}`;
  return `${sayList(contracts)} ${are} ${state}${left}`;
}
