import { isJsonObject } from "../../../core/json.ts";
import { meaningOf } from "../../../core/run/stop-reasons/index.ts";

/** Why a run ended that nothing stopped, from what `generateText` returned. */
export function endOfResult(
  provider: string,
  result: unknown,
): { readonly stop_reason: string; readonly stop_reason_raw: string | null } {
  const { finishReason, rawFinishReason, content } = (result ?? {}) as Record<string, unknown>;
  const stop_reason_raw = typeof rawFinishReason === "string" ? rawFinishReason : null;
  const waits =
    Array.isArray(content) && content.some((part) => isJsonObject(part) && part["type"] === "tool-approval-request");
  if (waits) return { stop_reason: "needs_confirmation", stop_reason_raw };
  const unified = typeof finishReason === "string" ? unifiedReasons[finishReason] : undefined;
  const meaning = meaningOf(provider, stop_reason_raw);
  const known = meaning === null || meaning === "tools" || meaning === "paused" ? null : meaning;
  return { stop_reason: known ?? unified ?? "finish", stop_reason_raw };
}

/** The SDK's words for all providers. */
const unifiedReasons: Readonly<Record<string, string>> = {
  stop: "finish",
  length: "truncated",
  "content-filter": "refused",
  error: "error",
};
