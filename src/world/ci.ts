import type { World } from "./world.ts";

/** Every CI says so of itself. */
export function isInCi({ env }: Pick<World, "env">): boolean {
  return !["", "0", "false"].includes(env["CI"] ?? "");
}
