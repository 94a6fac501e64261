import { promptId } from "../../../core/bundle/digest.ts";
import { Failure } from "../../../core/failure.ts";
import { bundlesServedBy } from "../../../core/label/pointer.ts";
import type { FoundRun } from "../../../core/run/records/search.ts";
import type { ServedContract } from "../../../report/runs.ts";
import type { World } from "../../../world/world.ts";
import { openProject } from "../project.ts";
import { proofOf } from "../proof.ts";
import { findShown, runbookOf, type Shown } from "../shown.ts";

/** The contracts that runs were served by, as they were: each once, in the order of the runs. */
export async function servedContracts(runs: readonly FoundRun[], world: World): Promise<readonly ServedContract[]> {
  // The digest names a bundle best, and a prompt id is what people know.
  const named = runs.flatMap(({ bundle, prompt_id }) => {
    const name = bundle ?? prompt_id;
    return name === null ? [] : [[name, prompt_id ?? name] as const];
  });
  return Promise.all([...new Map(named)].map(([name, says]) => servedContract(name, says, world)));
}

/** Whatever keeps it from being shown is said: the list of runs is right without it. */
async function servedContract(name: string, says: string, world: World): Promise<ServedContract> {
  try {
    const project = await openProject(world, "use the rest");
    if (project.repository === null) return { kind: "unknown", name: says, why: noRepository };
    const [shown] = await findShown(world, project, name, null);
    if (shown === undefined) return { kind: "unknown", name: says, why: notReleased };
    const proof = await proofOf(world, project, shown, false);
    const { contract, digest } = shown.bundle;
    return {
      kind: "known",
      name: promptId(contract.name, digest),
      runbook: runbookOf(shown, proof),
      bundle: shown.bundle,
      ...standingOf(shown),
    };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const isUnknown = error.code === "UNKNOWN_REF" || error.code === "UNKNOWN_CONTRACT";
    return { kind: "unknown", name: says, why: isUnknown ? notReleased : error.message };
  }
}

const noRepository = "there is no repository here, so nobody knows what was released";
const notReleased = "it is not on the release branch of this repository: it was built elsewhere, or never released";

/** Where it is served now, and whether it was revoked. */
function standingOf({ bundle, releases }: Shown): {
  readonly servedBy: readonly string[];
  readonly revoked: string | null;
} {
  const pointers = [...(releases?.pointers.get(bundle.contract.name)?.values() ?? [])];
  const revoked = pointers.flatMap((pointer) => pointer.revoked).find((one) => one.bundle === bundle.digest);
  return {
    servedBy: pointers.filter((one) => bundlesServedBy(one).includes(bundle.digest)).map(({ label }) => label),
    revoked: revoked?.reason ?? null,
  };
}
