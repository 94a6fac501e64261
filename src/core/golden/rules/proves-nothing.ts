import { isJsonArray, isJsonObject, type Json } from "../../json.ts";
import type { GoldenRule } from "../rule.ts";

export const goldenProvesNothing: GoldenRule = {
  id: "GOLDEN_PROVES_NOTHING",
  level: "warning",
  purpose: "A golden task says what must be true at the end: one that expects nothing passes whatever the agent does.",
  remedy:
    "Begin with `expect: { writes: [] }`, which says that nothing was changed, or with what the answer must contain.",
  judge({ task }) {
    if (Object.entries(task.invariants).some(([name, value]) => checks(name, value as Json))) return [];
    const message = `the task ${task.id} expects nothing: any run that ends without an error passes`;
    return [{ path: [], message, hint: "add `expect:`, `expect_stop_reason:` or a limit" }];
  },
};

/** An empty list asks for nothing, except `writes: []`: nothing may be changed. */
function checks(name: string, value: Json): boolean {
  if (name === "writes") return true;
  if (isJsonArray(value)) return value.length > 0;
  return isJsonObject(value) ? Object.entries(value).some(([key, part]) => checks(key, part)) : true;
}
