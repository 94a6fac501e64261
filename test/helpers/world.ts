import type { World } from "../../src/world/world.ts";
import { gitEnvironment } from "./repository.ts";

/** The outside of a command, without a terminal and with a clock that stands still. */
export function worldAt(cwd: string, part: Partial<World> = {}): World {
  return {
    cwd,
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...gitEnvironment },
    clock: { now: () => new Date("2026-11-20T12:00:00Z"), unique: () => "r" },
    terminal: {
      interactive: false,
      confirm: async () => false,
      progress: () => undefined,
      status: () => undefined,
      show: () => undefined,
      screen: () => undefined,
    },
    signal: new AbortController().signal,
    offline: false,
    ...part,
  };
}

/** The environment of a CI that has this event, and nothing else. */
export function inCi(variables: Readonly<Record<string, string>> = {}): Pick<World, "env"> {
  return { env: { ...worldAt("").env, CI: "true", ...variables } };
}
