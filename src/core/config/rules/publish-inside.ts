import { posix } from "node:path";
import { glob } from "../../glob.ts";
import type { Config } from "../config.ts";
import type { ConfigRule } from "../rule.ts";

export const publishInside: ConfigRule = {
  id: "PUBLISH_INSIDE",
  level: "error",
  purpose: "What runtimes poll lies in a folder of its own: never among what people write, and never inside git.",
  remedy: "Name a folder that holds nothing else, such as .promptctl/live or an absolute one.",
  judge(config) {
    const { publish } = config.release;
    return publish.flatMap(({ dir }, index) => {
      const folder = posix.normalize(dir.replaceAll("\\", "/")).replace(/(?<=.)\/$/, "");
      const path = ["release", "publish", index, "dir"];
      const problem = problemOf(folder, config);
      return problem === null ? [] : [{ path, message: `${dir} ${problem}`, hint: "write dir: .promptctl/live" }];
    });
  },
};

function problemOf(folder: string, config: Config): string | null {
  if (folder.split("/").includes(".git")) return "is inside git's own folder";
  if (folder === ".") return "is the folder of promptctl.yaml itself: bundles/ and labels/ would stand among its files";
  const own = { contracts: config.contracts, "golden tasks": config.goldens };
  const within = Object.entries(own).find(([, pattern]) => isWithin(folder, glob(pattern).folder));
  return within === undefined ? null : `is where the ${within[0]} are`;
}

function isWithin(folder: string, outer: string): boolean {
  return outer !== "" && (folder === outer || folder.startsWith(`${outer}/`));
}
