import { type ModelWorld, openModels } from "../../../agents/exchange/models.ts";
import type { Bundle } from "../../../core/bundle/bundle.ts";
import { configName } from "../../../core/config/config.ts";
import { Failure } from "../../../core/failure.ts";
import { priceOf } from "../../../core/run/spend.ts";
import { sayRetried, sayUnsaid } from "../../../report/test/progress.ts";
import type { World } from "../../../world/world.ts";
import type { Project } from "../project.ts";
import type { Before } from "./before.ts";
import { type Cast, openCast } from "./cast.ts";
import { refuseMode, type TestFlags } from "./flags.ts";
import { recordedBehind } from "./recorded.ts";
import type { Subject } from "./subject.ts";

/** All who play and judge in a run. */
export interface Stage {
  readonly head: Cast;
  /** For tasks that are played here as the base has them. */
  readonly ofBase: Cast;
  /** For the base; `null` where it is not run. */
  readonly base: Cast | null;
  /** How often a model was asked again, because a limit of requests or a service was in the way. */
  readonly retried: () => number;
  /** Settings of contracts that a provider does not take. */
  readonly unsaid: () => readonly string[];
}

/** @throws Failure NO_RUNNER, USAGE, and what opening an agent throws: all before anything is run */
export async function openStage(
  world: World,
  project: Project,
  flags: TestFlags,
  { name, examined, recordings }: Subject,
  before: Before | null,
): Promise<Stage> {
  const { config, root, repository } = project;
  const { runner } = config;
  if (runner === null) throw new Failure("NO_RUNNER", { config: configName });
  refuseMode(flags, config);
  const { notice, ...told } = watchNotices(world);
  const room = { top: repository?.folder ?? root, folder: root, env: world.env, notice };
  const today = openModels(room, flags.mode);
  const models = flags.mode === "replay" && name !== null ? recordedBehind(today, recordings, room) : today;
  const here = { folder: root, config };
  const head = await openCast(world, runner, { ...here, models });
  if (flags.maxSpend !== null && (head.agent.mode === "live" || head.agent.mode === "record"))
    for (const { bundle } of examined) requirePrice(bundle.contract.model, config.prices);
  if (before === null) return { head, ofBase: head, base: null, ...told };
  const { openBase } = await import("./base.ts");
  // A task that is gone has no recordings here, and a recording of it would be of no task.
  const former = flags.mode === "replay" ? recordedBehind(models, before.recordings, room) : openModels(room, "live");
  return {
    head,
    ofBase: await openCast(world, runner, { ...here, models: former }),
    base: await openBase(world, project, flags, before, room),
    ...told,
  };
}

function watchNotices({ terminal }: World): Pick<Stage, "retried" | "unsaid"> & Required<Pick<ModelWorld, "notice">> {
  let retried = 0;
  const unsaid: string[] = [];
  return {
    notice: (notice) => {
      if (notice.kind === "unsaid") {
        const said = sayUnsaid(notice);
        if (!unsaid.includes(said)) unsaid.push(said);
        return;
      }
      retried += 1;
      terminal.status(sayRetried(notice));
    },
    retried: () => retried,
    unsaid: () => unsaid,
  };
}

function requirePrice(model: Bundle["contract"]["model"], prices: Project["config"]["prices"]): void {
  if (priceOf(prices, model) !== null) return;
  const { provider, name } = model;
  throw new Failure("USAGE", {
    message: `--max-spend-usd cannot be kept: nobody says what ${provider}/${name} costs`,
    hint: `add to ${configName}, in US dollars per million tokens: prices: { "${provider}/${name}": { input: …, output: … } }`,
  });
}
