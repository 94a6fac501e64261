import type { Contract } from "../contract/contract.ts";
import { taskId } from "../import/names.ts";
import type { Task } from "../golden/task.ts";
import { attacks } from "./attacks/index.ts";
import type { WrittenTask } from "./file.ts";
import { type Target, targetOf } from "./target.ts";

/** Everything that can be tried on a contract, and what cannot be, with the reason. */
export interface Pack {
  readonly target: Target;
  readonly tasks: readonly WrittenTask[];
  readonly left: readonly LeftOut[];
}

export interface LeftOut {
  readonly attack: string;
  readonly why: string;
}

/** @param known golden tasks that the contract has */
export function packFor(contract: Contract, known: readonly Task[]): Pack {
  const target = targetOf(contract, known);
  const taken = new Set(known.map(({ id }) => id));
  const tasks: WrittenTask[] = [];
  const left: LeftOut[] = [];
  for (const attack of attacks) {
    const made = attack.tasks(target);
    if (typeof made === "string") left.push({ attack: attack.id, why: made });
    else tasks.push(...made.map(({ name, task }) => ({ attack, name: taskId(name, tasks.length + 1, taken), task })));
  }
  return { target, tasks, left };
}
