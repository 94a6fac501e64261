import type { Agent } from "../../../agents/agent.ts";
import { behind } from "../../../agents/exchange/earlier.ts";
import { judgeOf, type Models, type ModelWorld, openModels } from "../../../agents/exchange/models.ts";
import { openAgent } from "../../../agents/index.ts";
import type { Bundle } from "../../../core/bundle/bundle.ts";
import { configName } from "../../../core/config/config.ts";
import { Failure } from "../../../core/failure.ts";
import { judgeAnswer } from "../../../core/golden/judge-answer.ts";
import { priceOf } from "../../../core/run/spend.ts";
import { sayRetried, sayUnsaid } from "../../../report/test/progress.ts";
import { within } from "../../../world/within.ts";
import type { World } from "../../../world/world.ts";
import type { Judge } from "../../act/test/run-tasks.ts";
import type { Project } from "../project.ts";
import { refuseMode, type TestFlags } from "./flags.ts";
import type { Subject } from "./subject.ts";

/** Who plays golden tasks, and who judges. */
export interface Stage {
  readonly agent: Agent;
  readonly judge: Judge;
  /** How often a model was asked again, because a limit of requests or a service was in the way. */
  readonly retried: () => number;
  /** Settings of contracts that a provider does not take. */
  readonly unsaid: () => readonly string[];
}

/** Milliseconds in which an answer has to be judged: a regular expression may never come to an end. */
const patience = 2_000;

/** @throws Failure NO_RUNNER, USAGE, and what opening an agent throws: all before anything is run */
export async function openStage(
  world: World,
  { config, root, repository }: Project,
  flags: TestFlags,
  { name, examined, recordings }: Subject,
): Promise<Stage> {
  const { env, signal, terminal } = world;
  const { runner, prices } = config;
  if (runner === null) throw new Failure("NO_RUNNER", { config: configName });
  refuseMode(flags, config);
  let retried = 0;
  const unsaid: string[] = [];
  const room = { top: repository?.folder ?? root, folder: root, env };
  const today = openModels(
    {
      ...room,
      notice: (notice) => {
        if (notice.kind === "unsaid") {
          unsaid.push(sayUnsaid(notice));
          return;
        }
        retried += 1;
        terminal.status(sayRetried(notice));
      },
    },
    flags.mode,
  );
  const models = flags.mode === "replay" && name !== null ? behind(today, modelsBefore(recordings, room)) : today;
  const agent = await openAgent(runner, { folder: root, env, signal }, { models, prices });
  if (flags.maxSpend !== null && (agent.mode === "live" || agent.mode === "record"))
    for (const { bundle } of examined) requirePrice(bundle.contract.model, prices);
  return {
    agent,
    retried: () => retried,
    unsaid: () => unsaid,
    judge: ({ contract }, task, answer, { repeat, base }) =>
      judgeAnswer(
        task,
        contract,
        answer,
        { ask: judgeOf(models, task, repeat), judge: config.judge, prices, repeat, signal },
        (work) => within(work, patience),
        base,
      ),
  };
}

function modelsBefore(recordings: Subject["recordings"], room: ModelWorld): (contract: string) => Models | null {
  return (contract) => {
    const tree = recordings(contract);
    return tree === null ? null : openModels({ ...room, recordings: tree }, "replay");
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
