import type { Json } from "../json.ts";
import { prove, type ProofOptions } from "./prove.ts";

/** Do two schemas take the same values? */
export function equivalent(
  left: Json,
  right: Json,
  options: Omit<ProofOptions, "reading"> = {},
): "same" | "different" | "unknown" {
  const there = prove(left, right, options);
  if (there.kind === "broken") return "different";
  const back = prove(right, left, options);
  if (back.kind === "broken") return "different";
  return there.kind === "contained" && back.kind === "contained" ? "same" : "unknown";
}
