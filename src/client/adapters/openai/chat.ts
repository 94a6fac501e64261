import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../../core/json.ts";
import { sayChat } from "../../../core/provider/chat.ts";
import type { AskedCall } from "../../../core/run/record.ts";
import { meaningOf } from "../../../core/run/stop-reasons/index.ts";
import type { Session } from "../../session/session.ts";
import type { Wire, WireAnswer } from "../loop/run.ts";
import type { OpenAIClient } from "./client.ts";

/**
 * Chat Completions, which nearly everybody speaks: the provider `openai.chat` of a contract, and all that the client
 * reaches under another address.
 *
 * @throws Failure BAD_TEMPLATE
 */
export function chatWire(session: Session, client: OpenAIClient, variables: JsonObject | undefined): Wire<JsonObject> {
  const { model, output } = session;
  const format = output === null || output.enforce === "none" ? null : output;
  const { request } = sayChat(model, session.tools(variables), format);
  const system = session.system(variables);
  const first: readonly JsonObject[] = [
    ...(system === "" ? [] : [{ role: "system", content: system }]),
    ...session.messages(variables).map(({ role, content }) => ({ role, content })),
  ];
  return {
    ask: async (history, signal) => {
      const body = { model: model.name, ...request, messages: [...first, ...history] };
      return readCompletion(model.provider, (await client.chat.completions.create(body as never, { signal })) as Json);
    },
    pending: (history) => {
      const at = history.findLastIndex(({ role }) => role === "assistant");
      const answered = new Set(history.slice(at + 1).map(({ tool_call_id }) => tool_call_id));
      return callsOf(history[at]).filter(({ id }) => !answered.has(id));
    },
    answer: (history, results) => {
      const tools = results.map(({ id, told }) => ({ role: "tool", tool_call_id: id, content: told }));
      // Right behind what asked for them, also where the user said something meanwhile.
      const at = history.findLastIndex(({ role }) => role === "assistant" || role === "tool") + 1;
      return [...history.slice(0, at), ...tools, ...history.slice(at)];
    },
  };
}

function readCompletion(provider: string, completion: Json): WireAnswer<JsonObject> {
  const body = isJsonObject(completion) ? completion : {};
  const [choice = null] = isJsonArray(body["choices"]) ? body["choices"] : [];
  const { message = null, finish_reason = null } = isJsonObject(choice) ? choice : {};
  const said = isJsonObject(message) ? message : {};
  const { content = null, refusal = null, tool_calls = null } = said;
  const text = [content, refusal].filter((part) => typeof part === "string").join("");
  const calls: JsonObject = isJsonArray(tool_calls) && tool_calls.length > 0 ? { tool_calls } : {};
  // A refusal is said in the message, and "stop" beside it.
  const raw = typeof refusal === "string" && refusal !== "" ? "refusal" : finish_reason;
  const stop_reason_raw = typeof raw === "string" ? raw : null;
  return {
    // What else an answer holds, some refuse in a request.
    items: message === null ? [] : [{ role: "assistant", content: content ?? refusal, ...calls }],
    text,
    calls: callsOf(said),
    usage: isJsonObject(body["usage"]) ? body["usage"] : null,
    stop_reason_raw,
    meaning: meaningOf(provider, stop_reason_raw),
  };
}

function callsOf(message: JsonObject | undefined): readonly AskedCall[] {
  const calls = message?.["tool_calls"];
  return isJsonArray(calls)
    ? calls.filter(isJsonObject).map(({ id = null, function: called = null }) => {
        const { name = null, arguments: args = null } = isJsonObject(called) ? called : {};
        return { id: String(id), name: String(name), arguments: typeof args === "string" ? args : "" };
      })
    : [];
}
