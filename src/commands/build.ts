import type { Report } from "../report/report.ts";
import type { World } from "../world/world.ts";
import type { BuildInput } from "./gather/built.ts";
import { recallOr, type Watch } from "./gather/recall.ts";

export async function build(input: BuildInput, world: World): Promise<Report> {
  const work = async (watch: Watch): Promise<Report> => {
    const [{ buildProject }, { openProject }] = await Promise.all([
      import("./gather/built.ts"),
      import("./gather/project.ts"),
    ]);
    return buildProject(world, await watch(await openProject(world)), input);
  };
  const { contract, ...more } = input;
  // Who asks for a file, a revision or a request asks for more than the working tree says.
  const isPlain = Object.values(more).every((value) => value === null);
  return isPlain ? recallOr(world, { verb: "build", input: { contract } }, work) : work(async (project) => project);
}
