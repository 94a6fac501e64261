import type { JsonObject } from "../json.ts";
import type { Target } from "./target.ts";

/** A way to lead an agent astray, written as golden tasks for one contract. */
export interface Attack {
  readonly id: string;
  /** What it tries, in a few words: a line above the task, and in what `init` prints. */
  readonly purpose: string;
  /** @returns why there is none, where this contract offers nothing to attack so */
  tasks(target: Target): readonly AttackTask[] | string;
}

/** A golden task without what all tasks of the file have in common. */
export interface AttackTask {
  /** A golden task's id is made of it. */
  readonly name: string;
  readonly task: JsonObject;
}
