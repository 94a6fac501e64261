import { promptId } from "../core/bundle/digest.ts";
import { containmentOf } from "../core/label/containment.ts";
import { sayRevocations } from "../core/label/revocation.ts";
import { type Revoked, revoke as revokeBundle } from "../core/label/revoke.ts";
import { sayList } from "../core/text.ts";
import { sayContainment } from "../report/containment.ts";
import { asJson } from "../report/formats/json.ts";
import { sayLive } from "../report/live.ts";
import { sayWritten } from "../report/plan.ts";
import { type Cell, list, paragraph, type Report, toned } from "../report/report.ts";
import type { World } from "../world/world.ts";
import { withdraw } from "./act/withdraw.ts";
import { openProject, requireRightFolder } from "./gather/project.ts";
import { logOf, type Releases } from "./gather/releases.ts";
import { bundleNamed, replacementNamed, type Subject } from "./gather/revoking.ts";
import { readableOf, requireReason, stampsFor, unreadable } from "./gather/withdrawn.ts";

interface RevokeInput {
  readonly digest: string;
  readonly replacement: string | null;
  readonly reason: string | null;
}

/** Takes a bundle from everyone, for ever: no gate, no policy, no clean tree, no question. */
export async function revoke(input: RevokeInput, world: World): Promise<Report> {
  const reason = requireReason(input.reason);
  const project = await openProject(world, "use the rest");
  await requireRightFolder(project);
  const plan = async (releases: Releases): Promise<readonly Planned[]> => {
    const subject = await bundleNamed(releases, input.digest);
    const { contract, digest } = subject;
    const log = await logOf(releases, [contract]);
    const replacement =
      input.replacement === null ? null : await replacementNamed(releases, log, subject, input.replacement);
    const stamps = await stampsFor(world, releases, [contract], reason);
    return stamps.map((stamp) => ({
      ...revokeBundle({ digest, replacement }, readableOf(releases, contract), stamp),
      subject,
    }));
  };
  const done = await withdraw(world, project, { action: "revoke", reason, plan });
  const [planned] = done.transitions;
  if (planned === undefined) throw new TypeError("a revocation is of one contract");
  const { contract, digest } = planned.subject;
  const pointers = [...readableOf(done.releases, contract).values()];
  const unread = unreadable(done.releases, [contract]);
  const refused = planned.serving.length > 0;
  const containment = refused ? null : containmentOf(pointers, done.places.length === 0 ? null : done.took);
  const mine = pointers.map((pointer) => ({
    ...pointer,
    revoked: pointer.revoked.filter(({ bundle }) => bundle === digest),
  }));
  // Who did it is asked only where it was somebody else.
  const log = done.writes.length > 0 || refused ? [] : await logOf(done.releases, [contract]);
  const items: readonly Cell[] = [
    ...pointers.map(sayLive),
    ...(refused ? [] : sayRevocations(mine, log).map((text) => toned("bad", text))),
    ...planned.notes,
    ...(refused ? waysOut(planned.subject) : []),
    ...unread.map((text) => toned("bad", `not revoked there: ${text}`)),
    ...(containment === null ? [] : sayContainment(containment, effect, done.places)),
  ];
  return {
    command: "revoke",
    answer: refused ? "no" : unread.length > 0 || pointers.length === 0 ? "unknown" : "yes",
    verdict: sayVerdict(planned, pointers.length, unread),
    blocks: [
      list(items),
      ...(done.commit === null ? [] : [paragraph(sayWritten({ ...done.releases, commit: done.commit }))]),
    ],
    data: {
      contract,
      digest,
      commit: done.commit,
      serving: [...planned.serving],
      pointers: asJson(done.writes),
      notes: [...planned.notes],
      unreadable: [...unread],
      containment: asJson(containment),
    },
  };
}

interface Planned extends Revoked {
  readonly subject: Subject;
}

const effect = { onNew: "new sessions stop getting it", onRunning: "sessions pinned to it stop" };

function waysOut({ contract, digest }: Subject): readonly string[] {
  const again = `promptctl revoke ${promptId(contract, digest)} --reason TEXT`;
  return [
    `→ say what is served instead, as a digest or a label: ${again} --replacement <digest|label>`,
    `→ or stop the contract first: promptctl halt ${contract} --reason TEXT`,
  ];
}

function sayVerdict({ subject, serving, writes }: Planned, labels: number, unread: readonly string[]): string {
  const id = promptId(subject.contract, subject.digest);
  if (serving.length > 0)
    return `nothing was revoked: ${sayList(serving)} of ${subject.contract} ${serving.length === 1 ? "serves" : "serve"} ${id}`;
  if (labels === 0) return `nothing was revoked: no pointer of ${subject.contract} can be read`;
  const left = unread.length === 0 ? "" : `, beside what cannot be read: ${sayList(unread)}`;
  return `${id} is revoked${writes.length === 0 ? " already" : ""}${left}`;
}
