import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../../core/json.ts";
import type { AskedCall } from "../../../core/run/record.ts";
import { meaningOf } from "../../../core/run/stop-reasons/index.ts";
import type { Session } from "../../session/session.ts";
import { requestOf } from "../loop/request.ts";
import type { Wire, WireAnswer } from "../loop/run.ts";
import type { OpenAIClient } from "./client.ts";

/**
 * OpenAI's Responses API. Nothing is stored there, unless the contract says so.
 *
 * @throws Failure USAGE, BAD_TEMPLATE
 */
export function responsesWire(
  session: Session,
  client: OpenAIClient,
  variables: JsonObject | undefined,
): Wire<JsonObject> {
  const request = requestOf(session, "openai", variables);
  const first = isJsonArray(request["input"]) ? request["input"] : [];
  // Nobody can refer to reasoning that is not stored: it is sent back instead.
  const kept = request["store"] === undefined ? { store: false, include: ["reasoning.encrypted_content"] } : {};
  return {
    ask: async (history, signal) => {
      const body = { ...kept, ...request, input: [...first, ...history] };
      return readResponse((await client.responses.create(body as never, { signal })) as Json);
    },
    pending: (history) => {
      // In their order: some servers give the same ids again in every answer.
      const open = new Map<string, AskedCall>();
      for (const item of history) {
        if (item["type"] === "function_call") open.set(String(item["call_id"]), callOf(item));
        if (item["type"] === "function_call_output") open.delete(String(item["call_id"]));
      }
      return [...open.values()];
    },
    answer: (history, results) => [
      ...history,
      ...results.map(({ id, told }) => ({ type: "function_call_output", call_id: id, output: told })),
    ],
  };
}

function readResponse(response: Json): WireAnswer<JsonObject> {
  const body = isJsonObject(response) ? response : {};
  const items = isJsonArray(body["output"]) ? body["output"].filter(isJsonObject) : [];
  const parts = items
    .flatMap((item) => (item["type"] === "message" && isJsonArray(item["content"]) ? item["content"] : []))
    .filter(isJsonObject);
  const refused = parts.some(({ type }) => type === "refusal");
  const details = isJsonObject(body["incomplete_details"]) ? body["incomplete_details"] : {};
  const raw = refused ? "refusal" : (details["reason"] ?? body["status"] ?? null);
  const stop_reason_raw = typeof raw === "string" ? raw : null;
  return {
    items,
    text: parts.flatMap(({ text, refusal }) => [text ?? refusal].filter((one) => typeof one === "string")).join(""),
    calls: items.filter(({ type }) => type === "function_call").map(callOf),
    usage: isJsonObject(body["usage"]) ? body["usage"] : null,
    stop_reason_raw,
    meaning: meaningOf("openai", stop_reason_raw),
  };
}

function callOf({ call_id, name, arguments: args }: JsonObject): AskedCall {
  return { id: String(call_id), name: String(name), arguments: typeof args === "string" ? args : "" };
}
