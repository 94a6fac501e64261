import { canonicalText } from "../../bundle/canonical.ts";
import { type Digest, digestOf } from "../../bundle/digest.ts";
import { nameOf, type Task } from "../task.ts";

/** What a task means, however it is written: another digest is another task. */
export function definitionOf({ contract, document }: Task): Digest {
  return digestOf(canonicalText([contract, document]));
}

/** What is run: tasks, and the bundles that they are run with. */
export interface Defined {
  readonly task: Task;
  readonly definition: Digest;
  readonly bundle: Digest;
}

/** One digest of a choice of tasks and their bundles, in whatever order. */
export function selectionOf(tasks: readonly Defined[]): Digest {
  return digestOf(canonicalText(tasks.map(lineOf).toSorted()));
}

function lineOf({ task, definition, bundle }: Defined): string {
  return `${nameOf(task)} ${definition} ${bundle}`;
}
