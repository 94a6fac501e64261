import type { Guardrail } from "../../contract/contract.ts";
import { guardsTool } from "../../run/checkpoint.ts";
import type { Comparison } from "../rule.ts";
import { toolPairs } from "../tool-pairs.ts";

/**
 * New tools that nothing guards and that a guardrail which is gone would have guarded, or that may stand in the place
 * of the tool that it named.
 */
export function unguardedNewTools(comparison: Comparison, was: Guardrail): readonly string[] {
  if (was.decision === "allow") return [];
  const pairs = toolPairs(comparison);
  const known = new Set(pairs.map(({ after }) => after.name));
  const isReplaced = was.tool !== null && !pairs.some(({ before }) => guardsTool(was, before));
  return comparison.after.tools
    .filter((tool) => !known.has(tool.name) && tool.effect !== "read")
    .filter((tool) => (was.tool === null ? guardsTool(was, tool) : isReplaced))
    .filter((tool) => !comparison.after.guardrails.some((one) => one.decision !== "allow" && guardsTool(one, tool)))
    .map(({ name }) => name);
}
