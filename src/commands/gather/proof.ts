import { guardedIncidents, proofsOf } from "../../core/golden/proof.ts";
import type { Runbook } from "../../report/runbook.ts";
import { readAllGoldens } from "./goldens.ts";
import type { Project } from "./project.ts";
import type { Shown } from "./shown.ts";

/** The golden tasks that lie beside a contract; `null` where its files are not known. */
export async function proofOf(project: Project, { bundle, written, releases }: Shown): Promise<Runbook["proof"]> {
  if (written === null) return null;
  const { tree, config } = written.ground;
  const { tasks } = await readAllGoldens(tree, project.prefix, config);
  const mine = tasks.filter(({ contract }) => contract === bundle.contract.name);
  const evidence = releases === null ? null : (path: string) => releases.json(path);
  return { kinds: await proofsOf(bundle.digest, mine, evidence), incidents: guardedIncidents(mine) };
}
