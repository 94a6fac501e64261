import { join } from "node:path";
import { type ModelWorld, openModels } from "../../../agents/exchange/models.ts";
import { type Config, configName, type Runner } from "../../../core/config/config.ts";
import { Failure } from "../../../core/failure.ts";
import { removeOlder } from "../../../world/files.ts";
import { checkOut } from "../../../world/git/checkout.ts";
import { hideOwnFolder } from "../../../world/own-folder.ts";
import type { World } from "../../../world/world.ts";
import { type Project, repositoryIn } from "../project.ts";
import type { Before } from "./before.ts";
import { type Cast, openCast } from "./cast.ts";
import type { TestFlags } from "./flags.ts";
import { recordedBehind } from "./recorded.ts";
import { keptFor, remember } from "./remember.ts";

/**
 * Who plays the base: the runner that the base itself names, with the program of then, unless it was asked to be the
 * runner of now. Recordings are those of the base, and nothing of it is recorded.
 *
 * @throws Failure what opening an agent throws, GIT_FAILED
 */
export async function openBase(
  world: World,
  project: Project,
  flags: TestFlags,
  before: Before,
  room: ModelWorld,
): Promise<Cast> {
  const kept = join(project.root, ".promptctl", "base");
  const old = new Date(world.clock.now().getTime() - keptFor);
  for (const place of [kept, join(kept, "runs")]) await removeOlder(place, old);
  const { runner, config, folder, commit } = await runnerOf(world, project, flags, before);
  const today = openModels(room, flags.mode === "live" ? "live" : "replay");
  const models = flags.mode === "live" ? today : recordedBehind(today, before.recordings, room);
  const cast = await openCast(world, runner, { folder, models, config });
  const isKept = cast.agent.mode === "live" || (cast.agent.mode === "command" && commit !== null);
  return isKept ? { ...cast, agent: remember(world, project, cast.agent, commit) } : cast;
}

interface BaseRunner {
  readonly runner: Runner;
  readonly config: Config;
  readonly folder: string;
  /** Whose program it is; `null` where it is that of now. */
  readonly commit: string | null;
}

async function runnerOf(world: World, project: Project, flags: TestFlags, { side }: Before): Promise<BaseRunner> {
  const { root, config, repository } = project;
  const { runner } = config;
  if (runner === null) throw new Failure("NO_RUNNER", { config: configName });
  const now = { runner, config, folder: root, commit: null };
  if (flags.sameRunner || side.kind === "bundles" || repository === null) return now;
  const commit = side.state?.commit ?? null;
  if (commit === null || side.config.runner === null) return now;
  // What a token costs is no part of a change: both sides are priced as of now.
  const priced = { ...side.config, prices: config.prices };
  const then = { runner: side.config.runner, config: priced, folder: root, commit };
  if (then.runner.kind !== "command") return then;
  // Inside of the project, so that what is installed there is found from there too.
  await hideOwnFolder(root);
  const folder = join(root, ".promptctl", "base", commit);
  await checkOut(repositoryIn(project), commit, folder, world.clock.unique());
  return { ...then, folder: join(folder, side.prefix) };
}
