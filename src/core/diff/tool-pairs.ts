import { type Tool, toolNamed } from "../contract/contract.ts";
import type { Comparison } from "./rule.ts";

/** A tool on both sides. */
export interface ToolPair {
  readonly before: Tool;
  readonly after: Tool;
}

/** Each tool that there was, with the one that answers its calls now: two may have become one. */
export function toolPairs({ before, after, renames }: Comparison): readonly ToolPair[] {
  return before.tools.flatMap((tool) => {
    const name = renames.get(tool.name) ?? tool.name;
    const now = after.tools.find((one) => one.name === name) ?? toolNamed(after, name);
    return now === null ? [] : [{ before: tool, after: now }];
  });
}

/** Each tool that there is, with the one that the facts compare it with: by its name, or the name that it had. */
export function comparedTools({
  before,
  after,
  renames,
}: Pick<Comparison, "before" | "after" | "renames">): readonly ToolPair[] {
  const former = new Map([...renames].map(([from, to]) => [to, from]));
  return after.tools.flatMap((tool) => {
    const old = before.tools.find(({ name }) => name === (former.get(tool.name) ?? tool.name));
    return old === undefined ? [] : [{ before: old, after: tool }];
  });
}
