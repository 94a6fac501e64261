import type { Digest } from "../../core/bundle/digest.ts";
import type { AskModel } from "../../core/golden/exchange.ts";
import type { Asker } from "../../core/golden/recording/place.ts";
import type { Task } from "../../core/golden/task.ts";
import type { Tree } from "../../core/ports.ts";
import { folderTree } from "../../world/folder-tree.ts";
import type { ModelNotice } from "../model/http.ts";
import { counting, type Paid } from "./paid.ts";
import { recordExchanges } from "./record.ts";
import { replayExchanges } from "./replay.ts";

/** Where the answers of a model come from: recordings, the model itself, or the model, and into recordings. */
export type ModelMode = "replay" | "live" | "record";

export interface ModelWorld {
  /** Where the places of golden tasks begin: the top of the repository. */
  readonly top: string;
  /** The project, whose packages of providers are used. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where recordings are read; without it where they are written. */
  readonly recordings?: Tree;
  readonly notice?: (notice: ModelNotice) => void;
}

/** The models that golden tasks ask, all in one way. */
export interface Models {
  readonly mode: ModelMode;
  /** What is asked in one trial of a task. */
  open(task: Task, repeat: number, asker: Asker): Exchanges;
}

/** The exchanges of one trial. */
export interface Exchanges extends Paid {
  readonly ask: AskModel;
  /** Writes what was asked and answered so far, where it is recorded: nothing is written before. */
  keep(): Promise<void>;
  /** Of the recorded exchanges that were used, or made; `null` where nothing is recorded. */
  digest(): Digest | null;
}

/** @param live asks the model itself; loaded on first use, because a replay needs no package of any provider */
export function openModels(
  world: ModelWorld,
  mode: ModelMode,
  live: () => Promise<AskModel> = () => loadLive(world),
): Models {
  let loaded: Promise<AskModel> | null = null;
  const ask: AskModel = async (...asked) => (await (loaded ??= live()))(...asked);
  const { top } = world;
  const tree = world.recordings ?? folderTree(top);
  switch (mode) {
    case "replay":
      return { mode, open: (task, repeat, asker) => replayExchanges({ top, tree, task, asker }, repeat) };
    case "record":
      return { mode, open: recordExchanges({ top, tree, env: world.env, ask }) };
    case "live":
      return { mode, open: () => ({ ...counting(ask), keep: async () => {}, digest: () => null }) };
  }
}

async function loadLive({ folder, env, notice }: ModelWorld): Promise<AskModel> {
  const { liveModel } = await import("../model/live.ts");
  return liveModel({ folder, env, ...(notice === undefined ? {} : { notice }) });
}

/** The judge of a trial's answers: what it says is kept at once, because it is asked after the agent. */
export function judgeOf(models: Models, task: Task, repeat: number): AskModel {
  // Few answers are left to a judge.
  let opened: Exchanges | null = null;
  return async (...asked) => {
    const { ask, keep } = (opened ??= models.open(task, repeat, "judge"));
    const reply = await ask(...asked);
    await keep();
    return reply;
  };
}
