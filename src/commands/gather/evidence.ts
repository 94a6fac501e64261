import { bundlePath, type Digest, hexOf, promptId } from "../../core/bundle/digest.ts";
import { sealBundle } from "../../core/bundle/seal.ts";
import { goldenSetDigest, tasksOfKind } from "../../core/golden/set.ts";
import { storedProof } from "../../core/golden/stored.ts";
import type { Task } from "../../core/golden/task.ts";
import { type EvidenceKind, evidenceKinds } from "../../core/label/evidence.ts";
import type { MissingEvidence } from "../../core/label/gate.ts";
import type { CandidateBundle } from "./candidates.ts";
import { readAllGoldens } from "./goldens.ts";
import type { PolicyGround } from "./policy.ts";
import type { Project } from "./project.ts";
import type { Releases } from "./releases.ts";

/** What `promptctl test` would run in the folder where somebody stands. */
export interface Here {
  readonly bundles: ReadonlyMap<string, Digest>;
  readonly tasks: readonly Task[];
  /** A model answers from recordings, unless it is told otherwise. */
  readonly replays: boolean;
}

export interface EvidenceContext {
  readonly releases: Releases;
  readonly ground: PolicyGround;
  /** Read only where somebody has to be told what to do. */
  readonly here: () => Promise<Here>;
}

/** What is missing to prove one kind of golden tasks, and the command that supplies it; `null` where nothing is. */
export async function missingEvidence(
  { releases, ground, here }: EvidenceContext,
  candidate: CandidateBundle,
  kind: EvidenceKind,
): Promise<MissingEvidence | null> {
  const { bundle } = candidate;
  const contract = bundle.contract.name;
  const live = ground.policy.live.includes(kind);
  const tasks = ground.tasks.filter((task) => task.contract === contract);
  const { gap } = await storedProof(releases, { bundle: bundle.digest, kind, live }, tasks);
  if (gap === null) return null;
  const { says, reason } = gap;
  if (reason === "empty") return { says, wayOut: howToBegin(kind, contract, tasks) };
  const there = await here();
  const command = testCommand(releases, candidate, there, live && there.replays);
  const setOf = (all: readonly Task[]): Digest =>
    goldenSetDigest(tasksOfKind(all, kind).filter((task) => task.contract === contract));
  // What is run is what lies here: evidence of other tasks than the policy's would be stale at once.
  const sameTasks = setOf(there.tasks) === setOf(tasks);
  return { says, wayOut: sameTasks ? command : `with the golden tasks of ${ground.branch.name}: ${command}` };
}

/** What is proved of a bundle, whatever its label demands: `golden 1a2b3c4d5e6f (command)`, by kind and golden set. */
export async function provenOf(
  { releases, ground }: Pick<EvidenceContext, "releases" | "ground">,
  { digest, contract }: CandidateBundle["bundle"],
): Promise<readonly string[]> {
  const tasks = ground.tasks.filter((task) => task.contract === contract.name);
  const proofs = evidenceKinds.map(async (kind) => {
    const { gap, mode } = await storedProof(releases, { bundle: digest, kind, live: false }, tasks);
    const goldenSet = hexOf(goldenSetDigest(tasksOfKind(tasks, kind))).slice(0, 12);
    return gap === null ? [`${kind} ${goldenSet} (${mode ?? "unknown"})`] : [];
  });
  return (await Promise.all(proofs)).flat();
}

/** The shortest command that runs just this bundle. */
function testCommand(
  releases: Releases,
  { bundle, commit }: CandidateBundle,
  { bundles }: Here,
  live: boolean,
): string {
  const { name } = bundle.contract;
  const isReleased = releases.has(bundlePath(bundle.digest));
  const which =
    bundles.get(name) === bundle.digest
      ? [`--contract ${name}`]
      : isReleased || commit === null
        ? [`--bundle ${promptId(name, bundle.digest)}`]
        : [`--bundle ${commit.slice(0, 12)}`, `--contract ${name}`];
  return ["promptctl test", ...which, ...(live ? ["--live"] : []), "--save"].join(" ");
}

function howToBegin(kind: EvidenceKind, contract: string, tasks: readonly Task[]): string {
  if (tasksOfKind(tasks, kind).length > 0) return "mend one of them, and take its `quarantine` out";
  if (kind === "security") return `promptctl init --security --contract ${contract}`;
  return `write one in goldens/${contract}/, or turn a run into one: promptctl golden add --from run.jsonl`;
}

/** As far as it can be read: what is broken here is said by other commands. */
export async function stateHere({ workingTree, prefix, config }: Project): Promise<Here> {
  const { readContracts } = await import("./contracts.ts");
  const { authored } = await readContracts(workingTree, prefix, config);
  const { tasks } = await readAllGoldens(workingTree, prefix, config);
  return {
    bundles: new Map(authored.map(({ contract }) => [contract.name, sealBundle(contract).digest])),
    tasks,
    replays: config.runner?.kind === "model",
  };
}
