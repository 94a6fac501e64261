import type { Json } from "../json.ts";
import type { Evidence } from "./evidence.ts";
import { isAbout, isLive } from "./evidence-gap.ts";
import { decodeEvidence } from "./statement.ts";

/**
 * Whether what is stored says more than a new result of the same bundle and the same tasks: recordings tell what a model
 * did once, and do not replace what the agent itself did. Only a replay that fails where the agent passed is news.
 */
export function outranks(stored: Json | undefined, fresh: Evidence): boolean {
  const statement = decodeEvidence(stored);
  if (statement === null || !isAbout(statement, fresh)) return false;
  if (isLive(fresh.mode) || !isLive(statement.mode)) return false;
  return fresh.failed.length === 0 || statement.failed.length > 0;
}
