import type { GuardedIncident, Proof } from "../../core/golden/proof.ts";
import type { EvidenceKind } from "../../core/label/evidence.ts";
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
  const there = kinds.filter(({ tasks }) => tasks > 0);
  if (there.length === 0) return [paragraph(toned("warn", "No golden task says what must stay true."))];
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

function sayProof({ kind, tasks, quarantined, stored }: Proof): Cell {
  const left = quarantined === 0 ? "" : `, ${quarantined} of them not counted for now`;
  const said = `${count(tasks, "golden task")} of ${about[kind]}${left}`;
  if (stored === null) return said;
  return stored.problem === null
    ? toned("good", `${said}: passed by this very bundle, and the result is stored`)
    : toned("warn", `${said}: ${stored.problem}`);
}
