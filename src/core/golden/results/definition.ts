import { canonicalText } from "../../bundle/canonical.ts";
import { type Digest, digestOf } from "../../bundle/digest.ts";
import type { Bundle } from "../../bundle/bundle.ts";
import { nameOf, type Task } from "../task.ts";
import type { KeptResult } from "./kept.ts";
import { isOfBase, type Standing } from "./standing.ts";

/** What a task means, however it is written: another digest is another task. */
export function definitionOf({ contract, document }: Task): Digest {
  return digestOf(canonicalText([contract, document]));
}

/** What is run: tasks, and the bundles that they are run with. */
export interface Defined {
  readonly task: Task;
  readonly definition: Digest;
  readonly bundle: Digest;
  /** Where a base is run too. */
  readonly beside?: Beside;
}

/** What a task is run beside. */
export interface Beside {
  readonly standing: Standing;
  /** What the base is asked; `null` where it is not. */
  readonly before: { readonly task: Task; readonly bundle: Bundle } | null;
  /** Why it cannot even be asked: the contract that it was written for is another one now. */
  readonly obstacle: string | null;
  /** What may become more beside it, and by how much. */
  readonly tolerates: KeptResult["tolerates"];
}

/** One task may be run twice: as it is written here, and as the base has it. */
export function keyOf(one: Pick<Task, "contract" | "id">, standing: Standing | null): string {
  return isOfBase(standing) ? `${nameOf(one)} as the base has it` : nameOf(one);
}

export function keyOfDefined({ task, beside }: Defined): string {
  return keyOf(task, beside?.standing ?? null);
}

/** One digest of a choice of tasks and their bundles, in whatever order. */
export function selectionOf(lines: readonly string[]): Digest {
  return digestOf(canonicalText(lines.toSorted()));
}

export function selectionLine(one: Defined): string {
  return `${keyOfDefined(one)} ${one.definition} ${one.bundle}`;
}

/** The key of a result, which is also what people call it. */
export function nameOfResult(result: Pick<KeptResult, "contract" | "id" | "standing">): string {
  return keyOf(result, result.standing);
}

/** The same inside its contract. */
export function idOfResult(result: Pick<KeptResult, "contract" | "id" | "standing">): string {
  return nameOfResult(result).slice(result.contract.length + 1);
}

/** The same, of a task that was run. */
export function resultLine(one: Pick<KeptResult, "contract" | "id" | "standing" | "definition" | "bundle">): string {
  return `${nameOfResult(one)} ${one.definition} ${one.bundle}`;
}
