import { readWaivers, type Waivers } from "../../core/lint/waivers.ts";
import { waiversName } from "../../core/lint/waivers-name.ts";
import { readSource } from "../../core/source.ts";
import type { TreeSide } from "./diff/side.ts";
import { inPrefix } from "./project.ts";

/** What somebody lives with, as a tree says it. */
export async function waiversOf({ tree, prefix }: Pick<TreeSide, "tree" | "prefix">): Promise<Waivers> {
  const path = inPrefix(prefix, waiversName);
  return readWaivers(path, (await readSource(tree, path)).text);
}
