import type { Contract } from "../contract/contract.ts";
import type { AgentAnswer } from "../run/record.ts";
import { judgeRun, type Trial, type Within } from "./judge.ts";
import { addUses, type Court, hear } from "./rubric/court.ts";
import type { Question } from "./rubric/opinion.ts";
import type { Task } from "./task.ts";
import type { BaseRun } from "./verdict.ts";

/**
 * Judges a run; where it has passed everything else, a model is asked about its rubrics. An opinion costs money, and
 * a run that has failed already has failed whatever it is.
 *
 * @throws Failure of kind `input` and `stopped`
 */
export async function judgeAnswer(
  task: Task,
  contract: Contract,
  answer: AgentAnswer,
  court: Court,
  within?: Within,
  base: BaseRun | null = null,
): Promise<Trial> {
  const open = new Map<string, Question>();
  const first = judgeRun(
    task,
    contract,
    answer,
    (question) => {
      open.set(keyOf(question), question);
      return null;
    },
    within,
    base,
  );
  if (first.kind === "judged") return first;
  const heard = await Promise.all([...open.values()].map((question) => hear(question, task, court)));
  const opinions = new Map([...open.keys()].map((key, index) => [key, heard[index]?.opinion ?? null]));
  const last = judgeRun(task, contract, answer, (question) => opinions.get(keyOf(question)) ?? null, within, base);
  return { ...last, judge: addUses(heard.map(({ use }) => use)) };
}

function keyOf({ rubric, model, threshold, text }: Question): string {
  return JSON.stringify([rubric, model, threshold, text]);
}
