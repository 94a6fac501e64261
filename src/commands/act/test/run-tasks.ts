import { setMaxListeners } from "node:events";
import type { Bundle } from "../../../core/bundle/bundle.ts";
import type { Defined } from "../../../core/golden/results/definition.ts";
import type { RunEnd } from "../../../core/golden/results/file.ts";
import { turn } from "../../../world/wait.ts";
import type { Purse } from "./purse.ts";
import { runTask, type Sides } from "./run-task.ts";

export interface RunOptions extends Sides {
  readonly jobs: number;
  readonly signal: AbortSignal;
  /** Why nothing may begin any more, or `null`. */
  readonly closed: Purse["closed"];
}

/**
 * Runs tasks side by side, each as often as it asks to be, and judges them.
 *
 * @returns why it ended: what was not begun then has no result
 * @throws Failure what an agent throws, once nothing runs any more
 */
export async function runTasks(
  tasks: readonly Defined[],
  bundles: ReadonlyMap<string, Bundle>,
  options: RunOptions,
): Promise<RunEnd> {
  // Each that runs listens for an interruption, in a place or two: that is no leak, and nobody should be warned of one.
  setMaxListeners(2 * options.jobs + 10, options.signal);
  const queue = tasks.values();
  let broken: { readonly error: unknown } | null = null;
  const mayGoOn = (): boolean => broken === null && !options.signal.aborted && options.closed() === null;

  const work = async (): Promise<void> => {
    while (mayGoOn()) {
      await turn();
      const next = queue.next();
      if (next.done === true) return;
      const bundle = bundles.get(next.value.task.contract);
      if (bundle === undefined) continue;
      try {
        await runTask(next.value, bundle, mayGoOn, options);
      } catch (error) {
        broken ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.jobs, tasks.length) }, work));
  if (options.signal.aborted) return "interrupted";
  if (broken !== null) throw (broken as { readonly error: unknown }).error;
  return options.closed() ?? "finished";
}
