import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { AskedCall } from "../../core/run/record.ts";
import { meaningOf } from "../../core/run/stop-reasons/index.ts";
import type { Session } from "../session.ts";
import { type LoopOptions, type LoopResult, runLoop, type Wire, type WireAnswer } from "./loop/run.ts";
import { requestOf } from "./loop/request.ts";

export type { LoopOptions, LoopResult, ToolFunction } from "./loop/run.ts";

/** What is used of `new OpenAI()`: the Responses API, which a contract with the provider `openai` is for. */
export interface OpenAIClient {
  readonly responses: {
    // The client's own types are of each of its versions; what is sent is checked by the provider, what comes is read with care.
    create(body: never, options?: { signal?: AbortSignal }): PromiseLike<unknown>;
  };
}

/**
 * One user message up to its stop reason, asked of OpenAI with the host's own client. Nothing is stored there, unless
 * the contract says so: the conversation is the `history` that comes back, reasoning included.
 *
 * @param input what the user says, or items behind the history; nothing where `answers` let a waiting run go on
 * @throws Failure USAGE; whatever the client throws
 */
export function runOpenAI(
  session: Session,
  client: OpenAIClient,
  {
    input = [],
    history = [],
    ...options
  }: LoopOptions & { readonly input?: string | readonly JsonObject[]; readonly history?: readonly JsonObject[] },
): Promise<LoopResult<JsonObject>> {
  const said = typeof input === "string" ? [{ role: "user", content: input }] : input;
  const request = requestOf(session, "openai", options.variables);
  return runLoop(session, wireOf(client, request), [...history, ...said], options);
}

function wireOf(client: OpenAIClient, request: JsonObject): Wire<JsonObject> {
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
