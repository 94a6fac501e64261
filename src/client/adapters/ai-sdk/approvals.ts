import { isJsonObject, type JsonObject } from "../../../core/json.ts";

/** The calls that a person agreed to since the last run, by their ids: as the SDK's messages say it. */
export function approvedCalls(messages: unknown): ReadonlySet<string> {
  const parts = Array.isArray(messages) ? messages.flatMap(partsOf) : [];
  const asked = new Map(
    parts.flatMap(({ type, approvalId, toolCallId }) =>
      type === "tool-approval-request" ? [[approvalId, String(toolCallId)] as const] : [],
    ),
  );
  return new Set(
    parts.flatMap(({ type, approvalId, approved }) => {
      const id = asked.get(approvalId);
      return type === "tool-approval-response" && approved === true && id !== undefined ? [id] : [];
    }),
  );
}

function partsOf(message: unknown): readonly JsonObject[] {
  const content = isJsonObject(message) ? message["content"] : null;
  return Array.isArray(content) ? content.filter(isJsonObject) : [];
}
