import { openModels } from "../../../agents/exchange/models.ts";
import { openAgent } from "../../../agents/index.ts";
import type { Bundle } from "../../../core/bundle/bundle.ts";
import { sealBundle } from "../../../core/bundle/seal.ts";
import type { Task } from "../../../core/golden/task.ts";
import type { BaseRun } from "../../../core/golden/verdict.ts";
import type { World } from "../../../world/world.ts";
import { type Ask, patiently } from "../../act/test/patient.ts";
import { requestOf } from "../../act/test/request.ts";
import type { BuiltContract } from "../contracts.ts";
import { readContracts } from "../contracts.ts";
import { type Side } from "../diff/side.ts";
import { sidesOf } from "../diff/sides.ts";
import type { Project } from "../project.ts";
import type { Stage } from "./stage.ts";
import type { Suite } from "./suite.ts";

/** The contracts as they were, to be run beside those of now. */
export interface Base {
  /** Which state that is. */
  readonly name: string;
  /** What it does with a task that limits an increase. */
  run(task: Task, bundle: Bundle, repeat: number): Promise<BaseOutcome>;
}

export type BaseOutcome =
  /** The contract is the same one: so is the run. */
  | { readonly kind: "same" }
  /** There was no such contract, or nothing of it can be run. */
  | { readonly kind: "absent" }
  | { readonly kind: "ran"; readonly run: BaseRun }
  | { readonly kind: "unmeasured"; readonly why: string };

/** @throws Failure where the base cannot be named or read */
export async function openBase(
  world: World,
  project: Project,
  suite: Suite,
  stage: Stage,
  named: string,
): Promise<Base> {
  const { base: side } = await sidesOf(world, project, { base: named, head: null });
  const bundles = await bundlesOf(side);
  const formerNames = new Map(
    suite.built.map(({ authored, bundle }) => [bundle.contract.name, authored?.renamedFrom ?? null]),
  );
  const ask = await askerOf(world, project, side, stage);
  return {
    name: side.name,
    run: async (task, bundle, repeat) => {
      const { name } = bundle.contract;
      const before = bundles.get(name) ?? bundles.get(formerNames.get(name) ?? "");
      if (before === undefined) return { kind: "absent" };
      if (before.digest === bundle.digest) return { kind: "same" };
      const { outcome } = await ask(requestOf(task, before, repeat));
      if (outcome.kind === "answer") return { kind: "ran", run: { contract: before.contract, answer: outcome.answer } };
      return { kind: "unmeasured", why: `the base run (${side.name}): ${outcome.why}` };
    },
  };
}

async function bundlesOf(side: Side): Promise<ReadonlyMap<string, Bundle>> {
  if (side.kind === "bundles") return side.bundles;
  const { authored } = await readContracts(side.tree, side.prefix, side.config);
  const built: readonly BuiltContract[] = authored.map((one) => ({ authored: one, bundle: sealBundle(one.contract) }));
  return new Map(built.map(({ bundle }) => [bundle.contract.name, bundle]));
}

/** What was recorded at the base is in its tree: the recordings of now are of the contracts of now. */
async function askerOf(
  world: World,
  { config, root, repository }: Project,
  side: Side,
  { agent }: Stage,
): Promise<Ask> {
  const isRecorded = agent.mode === "replay" || agent.mode === "record";
  if (!isRecorded || side.kind === "bundles" || config.runner === null) return patiently(agent, world);
  const { env, signal } = world;
  const top = repository?.folder ?? root;
  const models = openModels({ top, folder: root, env, recordings: side.tree }, "replay");
  return patiently(
    await openAgent(config.runner, { folder: root, env, signal }, { models, prices: config.prices }),
    world,
  );
}
