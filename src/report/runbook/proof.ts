import type { GuardedIncident, Proof } from "../../core/golden/proof.ts";
import type { EvidenceKind } from "../../core/label/evidence.ts";
import { isLive } from "../../core/label/evidence-gap.ts";
import { count, sayList } from "../../core/text.ts";
import { type Block, type Cell, list, paragraph, toned } from "../report.ts";

/** The tasks that say what must stay true. */
export function proofBlocks({
  kinds,
  incidents,
}: {
  readonly kinds: readonly Proof[];
  readonly incidents: readonly GuardedIncident[];
}): readonly Block[] {
  const there = kinds.filter(({ tasks, demandedBy }) => tasks > 0 || demandedBy.length > 0);
  if (kinds.every(({ tasks }) => tasks === 0))
    return [paragraph(toned("warn", "No golden task says what must stay true."))];
  return [
    list([
      ...there.map(sayProof),
      ...incidents.map(
        ({ incident, tasks }) =>
          `${incident} must not happen again: see the golden ${tasks.length === 1 ? "task" : "tasks"} ${sayList(tasks)}`,
      ),
    ]),
  ];
}

const about: Readonly<Record<EvidenceKind, string>> = { golden: "everyday use", security: "security" };

function sayProof({ kind, tasks, quarantined, demandedBy, liveFor, stored }: Proof): Cell {
  if (tasks === 0) return toned("warn", `no golden task of ${about[kind]}, and ${demands(demandedBy)} some`);
  const left = quarantined === 0 ? "" : `, ${quarantined} of them not counted for now`;
  const said = `${count(tasks, "golden task")} of ${about[kind]}${left}`;
  if (stored === null) return said;
  if (stored.problem !== null) return toned("warn", `${said}: ${stored.problem}`);
  const passed = `${said}: passed by this very bundle${sayMode[stored.mode ?? ""] ?? ""}, and the result is stored`;
  return liveFor.length > 0 && !isLive(stored.mode)
    ? toned("warn", `${passed}; ${demands(liveFor)} that the agent itself is asked`)
    : toned("good", passed);
}

function demands(labels: readonly string[]): string {
  return `${sayList(labels)} ${labels.length === 1 ? "demands" : "demand"}`;
}

const sayMode: Readonly<Record<string, string>> = { replay: ", from recordings", live: ", live", record: ", live" };
