import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../core/json.ts";

/** The stop reason, where the SDK hands on another one: a status beside reasons, a refusal that calls itself a stop. */
export function stopReasonIn(body: Json): string | null {
  if (!isJsonObject(body)) return null;
  const { status = null, incomplete_details: details = null, output = null } = body;
  if (isJsonArray(output) && typeof status === "string") {
    const why = isJsonObject(details) ? details["reason"] : null;
    if (typeof why === "string") return why;
    return status === "completed" && output.some(isRefusal) ? "refusal" : status;
  }
  return choiceIn(body)["finish_reason"] === "stop" && refusalIn(body) !== "" ? "refusal" : null;
}

/** What chat completions say instead of an answer, which not every reader hands on. */
export function refusalIn(body: Json): string {
  const { message = null } = choiceIn(body);
  const refusal = isJsonObject(message) ? message["refusal"] : null;
  return typeof refusal === "string" ? refusal : "";
}

function choiceIn(body: Json): JsonObject {
  const choices = isJsonObject(body) && isJsonArray(body["choices"]) ? body["choices"] : [];
  return choices.find(isJsonObject) ?? {};
}

function isRefusal(item: Json): boolean {
  const content = isJsonObject(item) && isJsonArray(item["content"]) ? item["content"] : [];
  return content.some((part) => isJsonObject(part) && part["type"] === "refusal");
}
