import type { Agent } from "../../../agents/agent.ts";
import { judgeOf, type ModelMode, type Models } from "../../../agents/exchange/models.ts";
import { openAgent } from "../../../agents/index.ts";
import type { Config, Runner } from "../../../core/config/config.ts";
import { judgeAnswer } from "../../../core/golden/judge-answer.ts";
import { within } from "../../../world/within.ts";
import type { World } from "../../../world/world.ts";
import type { Judge } from "../../act/test/run-task.ts";

/** Who plays golden tasks, and who judges what came of it. */
export interface Cast {
  readonly agent: Agent;
  readonly judge: Judge;
  /** Where the answers of models come from that judge. */
  readonly judged: ModelMode;
}

/** Milliseconds in which an answer has to be judged: a regular expression may never come to an end. */
const patience = 2_000;

/**
 * @param folder in which a program runs
 * @throws Failure what opening an agent throws
 */
export async function openCast(
  { env, signal }: World,
  runner: Runner,
  { folder, models, config }: { readonly folder: string; readonly models: Models; readonly config: Config },
): Promise<Cast> {
  const { prices, judge } = config;
  return {
    agent: await openAgent(runner, { folder, env, signal }, { models, prices }),
    judged: models.mode,
    judge: ({ contract }, task, answer, { repeat, base }) =>
      judgeAnswer(
        task,
        contract,
        answer,
        { ask: judgeOf(models, task, repeat), judge, prices, repeat, signal },
        (work) => within(work, patience),
        base,
      ),
  };
}
