import { isAbsolute, resolve } from "node:path";
import { Failure } from "../core/failure.ts";
import type { World } from "../world/world.ts";
import type { GlobalOptions } from "./program.ts";

/**
 * The outside, as this process has it.
 *
 * @throws Failure NO_FOLDER
 */
export async function openWorld(host: NodeJS.Process, options: GlobalOptions, signal: AbortSignal): Promise<World> {
  const [{ systemClock }, { openTerminal }, { sayBlocks }, { painter, wantsColours }] = await Promise.all([
    import("../world/clock.ts"),
    import("../world/terminal.ts"),
    import("../report/formats/human.ts"),
    import("./paint.ts"),
  ]);
  const paint = painter(wantsColours(host.stderr, host.env, options.color));
  const say = (blocks: Parameters<typeof sayBlocks>[0]): string => sayBlocks(blocks, paint, host.stderr.columns ?? 100);
  const streams = {
    get stdin() {
      return host.stdin;
    },
    stderr: host.stderr,
    say,
    quiet: options.quiet,
    signal,
  };
  return {
    cwd: folderOf(host, options.cwd),
    env: host.env,
    clock: systemClock,
    terminal: openTerminal(streams),
    signal,
    offline: options.offline,
  };
}

/** @throws Failure NO_FOLDER where the current folder was deleted under the shell */
function folderOf(host: NodeJS.Process, named: string | null): string {
  if (named !== null && isAbsolute(named)) return named;
  try {
    return resolve(host.cwd(), named ?? "");
  } catch (error) {
    throw new Failure("NO_FOLDER", { folder: "any more where this shell stands" }, { cause: error });
  }
}
