import { sayDay } from "../core/instant.ts";
import type { Report } from "../report/report.ts";
import type { World } from "../world/world.ts";
import type { CheckInput } from "./gather/checked.ts";
import { recallOr } from "./gather/recall.ts";

export async function check(input: CheckInput, world: World): Promise<Report> {
  // Waivers end on a day.
  const question = { verb: "check", input: { ...input, day: sayDay(world.clock.now()) } };
  return recallOr(world, question, async (watch) => {
    const [{ checkProject }, { openProject }] = await Promise.all([
      import("./gather/checked.ts"),
      import("./gather/project.ts"),
    ]);
    return checkProject(world, await watch(await openProject(world, "use the rest")), input);
  });
}
