import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../core/json.ts";
import type { AskedCall } from "../../core/run/record.ts";
import { meaningOf } from "../../core/run/stop-reasons/index.ts";
import type { Session } from "../session/session.ts";
import type { CallResult } from "./loop/calls.ts";
import { type LoopOptions, type LoopResult, runLoop, type Wire, type WireAnswer } from "./loop/run.ts";
import { requestOf } from "./loop/request.ts";

export type { LoopOptions, LoopResult, ToolFunction } from "./loop/run.ts";

/** What is used of `new Anthropic()`. */
export interface AnthropicClient {
  readonly messages: {
    // The client's own types are of each of its versions; what is sent is checked by the provider, what comes is read with care.
    create(body: never, options?: { signal?: AbortSignal }): PromiseLike<unknown>;
  };
}

/**
 * One user message up to its stop reason, asked of Anthropic with the host's own client. The conversation is the
 * `history` that comes back, thinking included.
 *
 * @param input what the user says, or blocks of it; nothing where `answers` let a waiting run go on
 * @throws Failure USAGE; whatever the client throws
 */
export async function runAnthropic(
  session: Session,
  client: AnthropicClient,
  {
    input,
    history = [],
    ...options
  }: LoopOptions & { readonly input?: string | readonly JsonObject[]; readonly history?: readonly JsonObject[] },
): Promise<LoopResult<JsonObject>> {
  const said = input === undefined ? [] : [{ role: "user", content: input }];
  const request = requestOf(session, "anthropic", options.variables);
  return runLoop(
    session,
    wireOf(client, request),
    [...history, ...said],
    typeof input === "string" ? input : null,
    options,
  );
}

function wireOf(client: AnthropicClient, request: JsonObject): Wire<JsonObject> {
  const first = isJsonArray(request["messages"]) ? request["messages"] : [];
  return {
    ask: async (history, signal) =>
      readMessage(
        (await client.messages.create({ ...request, messages: [...first, ...history] } as never, { signal })) as Json,
      ),
    pending: (history) => {
      const at = history.findLastIndex(({ role }) => role === "assistant");
      const answered = new Set(
        history
          .slice(at + 1)
          .flatMap(blocksOf)
          .map(({ tool_use_id }) => tool_use_id),
      );
      return blocksOf(history[at]).flatMap((block) =>
        isCall(block) && !answered.has(block["id"]) ? [callOf(block)] : [],
      );
    },
    answer: (history, results) => {
      if (results.length === 0) return history;
      // Right behind what asked for them, also where the user said something meanwhile.
      const at = history.findLastIndex(({ role }) => role === "assistant") + 1;
      const [before, behind] = [history.slice(0, at), history.slice(at)];
      const content = results.map(resultBlock);
      const given = blocksOf(behind[0]);
      if (given.every(({ type }) => type !== "tool_result")) return [...before, { role: "user", content }, ...behind];
      // All results of one answer stand in one message, whenever they came.
      return [...before, { role: "user", content: [...given, ...content] }, ...behind.slice(1)];
    },
  };
}

function readMessage(message: Json): WireAnswer<JsonObject> {
  const body = isJsonObject(message) ? message : {};
  const blocks = blocksOf(body);
  const stop_reason_raw = typeof body["stop_reason"] === "string" ? body["stop_reason"] : null;
  return {
    items: blocks.length === 0 ? [] : [{ role: "assistant", content: blocks }],
    text: blocks.flatMap(({ type, text }) => (type === "text" && typeof text === "string" ? [text] : [])).join(""),
    calls: blocks.filter(isCall).map(callOf),
    usage: isJsonObject(body["usage"]) ? body["usage"] : null,
    stop_reason_raw,
    meaning: meaningOf("anthropic", stop_reason_raw),
  };
}

function blocksOf(message: JsonObject | undefined): readonly JsonObject[] {
  const content = message?.["content"];
  return isJsonArray(content) ? content.filter(isJsonObject) : [];
}

/** What Anthropic carries out itself is called otherwise. */
function isCall({ type }: JsonObject): boolean {
  return type === "tool_use";
}

function callOf({ id, name, input }: JsonObject): AskedCall {
  return { id: String(id), name: String(name), arguments: isJsonObject(input) ? input : "" };
}

function resultBlock({ id, told, failed }: CallResult): JsonObject {
  return { type: "tool_result", tool_use_id: id, content: told, ...(failed ? { is_error: true } : {}) };
}
