import { promptId } from "../core/bundle/digest.ts";
import { bundleDocument } from "../core/bundle/seal.ts";
import { Failure } from "../core/failure.ts";
import type { Json } from "../core/json.ts";
import type { BlamedPart } from "../core/label/first-release.ts";
import { asJson } from "../report/formats/json.ts";
import type { Report } from "../report/report.ts";
import { runbookBlocks } from "../report/runbook.ts";
import { sayInstant } from "../core/instant.ts";
import type { World } from "../world/world.ts";
import { blameContract } from "./gather/blame.ts";
import { openProject, type Project, repositoryIn } from "./gather/project.ts";
import { proofOf } from "./gather/proof.ts";
import { readReleases } from "./gather/releases.ts";
import { findShown, runbookOf, type Shown } from "./gather/shown.ts";

interface ShowInput {
  readonly what: string;
  readonly at: string | null;
  readonly contract: string | null;
  readonly blame: boolean;
}

export async function show({ what, at, contract, blame: wanted }: ShowInput, world: World): Promise<Report> {
  const project = await openProject(world);
  const chosen = choose(await findShown(world, project, what, at), contract, what);
  const shown = wanted ? await withReleases(world, project, chosen) : chosen;
  const blame = wanted ? await blameOf(shown) : null;
  const proof = await proofOf(world, project, shown, at !== null);

  const { bundle, from, written, service } = shown;
  const runbook = runbookOf(shown, proof, blame);
  const id = promptId(bundle.contract.name, bundle.digest);
  return {
    command: "show",
    answer: "yes",
    verdict: `${id}, from ${from}`,
    blocks: runbookBlocks(runbook),
    data: {
      promptId: id,
      digest: bundle.digest,
      description: runbook.description,
      owner: runbook.owner,
      from,
      commit: written?.ground.commit ?? shown.source,
      service: service === null ? null : { ...service, pointer: asJson(service.pointer) },
      proof: asJson(proof),
      blame: blame === null ? null : blame.map(blameData),
      bundle: asJson(bundleDocument(bundle.contract)),
    },
  };
}

function choose(found: readonly Shown[], contract: string | null, what: string): Shown {
  const names = found.map(({ bundle }) => bundle.contract.name);
  const chosen = contract === null ? found : found.filter(({ bundle }) => bundle.contract.name === contract);
  const [only] = chosen;
  if (only === undefined) throw new Failure("UNKNOWN_CONTRACT", { name: contract ?? what, known: names, where: what });
  if (chosen.length > 1)
    throw new Failure("USAGE", {
      message: `${what} serves ${names.join(", ")}`,
      hint: "say which one with --contract",
    });
  return only;
}

async function withReleases(world: World, project: Project, shown: Shown): Promise<Shown> {
  if (shown.releases !== null) return shown;
  return { ...shown, releases: await readReleases(world, repositoryIn(project), project.config) };
}

async function blameOf({ bundle, written, source, releases }: Shown): Promise<readonly BlamedPart[] | null> {
  if (written === null || releases === null) {
    const id = promptId(bundle.contract.name, bundle.digest);
    throw new Failure("NO_SOURCE", { bundle: id, commit: source });
  }
  return blameContract(releases, written, bundle.digest);
}

function blameData({ part, change, releases }: BlamedPart): Json {
  return {
    part: part.name,
    lines: asJson(part.lines),
    change: change === null ? null : { ...change, at: sayInstant(change.at) },
    releases: asJson(releases),
  };
}
