import { evidenceOf, unprovenOf } from "../../../core/golden/evidence.ts";
import type { ResultsHeader } from "../../../core/golden/results/file.ts";
import type { Evidence } from "../../../core/label/evidence.ts";
import { sayList } from "../../../core/text.ts";
import type { TestRun } from "../../../report/test/outcome.ts";
import type { World } from "../../../world/world.ts";
import type { Project } from "../../gather/project.ts";
import type { Suite } from "../../gather/test/suite.ts";

/** A run, and how it was made. */
export interface Made {
  readonly run: TestRun;
  readonly header: Pick<ResultsHeader, "runner" | "mode" | "narrowed">;
}

export interface KeptEvidence {
  readonly evidence: readonly Evidence[];
  /** What is not stored and why; `null` where nothing is missing. */
  readonly unsaved: string | null;
}

/** Stores what a run proves, kind by kind, and says what it does not prove. */
export async function keepEvidence(
  world: World,
  project: Project,
  { built, tasks: defined }: Suite,
  { run, header }: Made,
): Promise<KeptEvidence> {
  if (header.narrowed.length > 0)
    return { evidence: [], unsaved: `a run that was narrowed (${header.narrowed.join(" ")}) proves nothing` };
  if (run.end !== "finished") return { evidence: [], unsaved: "what was not measured to its end proves nothing" };
  const tasks = defined.map(({ task }) => task);
  const proved = built.flatMap(({ bundle }) => evidenceOf(bundle, tasks, run.results, header));
  const unproven = built.flatMap(({ bundle }) => unprovenOf(bundle, tasks, proved));
  const reasons = unproven.map(({ contract, kind, why }) => `${kind} of ${contract}: ${why}`);
  if (proved.length === 0) return { evidence: [], unsaved: reasons.join("; ") };
  const { saveEvidence } = await import("../evidence.ts");
  const { saved, outranked } = await saveEvidence(world, project, proved);
  const kept = outranked.map(({ contract, kind }) => `${kind} of ${contract}`);
  const all = kept.length === 0 ? reasons : [...reasons, `${sayList(kept)}: ${sayOutranked}`];
  return { evidence: saved, unsaved: all.length === 0 ? null : all.join("; ") };
}

const sayOutranked = "what is stored was asked of the agent itself, which says more than its recordings";
