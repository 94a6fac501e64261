import type { Contract } from "../contract/contract.ts";
import type { Fault, RuleCard } from "../rule.ts";
import type { Task } from "./task.ts";

/** A task beside the contract it is about. */
export interface JudgedTask {
  readonly task: Task;
  readonly contract: Contract;
  /** The first task of this id: itself, unless there are two. */
  readonly first: Task;
}

/** What is wrong with a golden task, or with the contract that it is for: then every task has it, and it is said once. */
export interface GoldenFault extends Fault {
  readonly ofContract?: boolean;
}

/** A rule about one golden task; paths of its faults begin inside the task. */
export interface GoldenRule extends RuleCard {
  judge(judged: JudgedTask): readonly GoldenFault[];
}
