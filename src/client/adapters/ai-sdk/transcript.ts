import { isJsonObject, type Json, type JsonObject, parseJson } from "../../../core/json.ts";
import type { AskedCall } from "../../../core/run/record.ts";
import type { RunOutcome } from "../../../core/run/records/complete.ts";
import { sayCause } from "../../../core/failure.ts";
import { writeTranscript } from "../loop/transcript.ts";

/** What was said and called, from what `generateText` returned. Which guardrail decided, it does not know. */
export function transcriptOf(
  asked: string | null,
  result: unknown,
  turn: number,
): Pick<RunOutcome, "calls" | "transcript"> {
  const transcript = writeTranscript(true, turn);
  if (asked !== null) transcript.user(asked);
  const { steps } = (result ?? {}) as { readonly steps?: unknown };
  for (const step of listOf(steps)) {
    const parts = listOf(step["content"]);
    const calls = parts.filter(({ type }) => type === "tool-call").map(callOf);
    transcript.answer(parts.map(({ type, text }) => (type === "text" ? String(text) : "")).join(""), calls);
    for (const part of parts) {
      const call = calls.find(({ id }) => id === part["toolCallId"]);
      if (call === undefined || (part["type"] !== "tool-result" && part["type"] !== "tool-error")) continue;
      const error = part["type"] === "tool-error" ? sayCause(part["error"]) : null;
      const output: Json = error === null ? asJson(part["output"]) : null;
      const told = error ?? (typeof output === "string" ? output : JSON.stringify(output));
      const args = isJsonObject(call.arguments) ? call.arguments : {};
      transcript.result(call.id, told, { name: call.name, arguments: args, result: output, error, decision: null });
    }
  }
  return transcript.fields();
}

/** What the user said last, where it is text; `null` where the conversation goes on with something else. */
export function userText(messages: readonly unknown[]): string | null {
  const last = messages.at(-1);
  if (!isJsonObject(last) || last["role"] !== "user") return null;
  const content: unknown = last["content"];
  if (typeof content === "string") return content;
  const texts = listOf(content).map(({ text }) => text);
  return texts.every((text) => typeof text === "string") ? texts.join("") : null;
}

function callOf({ toolCallId, toolName, input }: Record<string, unknown>): AskedCall {
  const args: unknown = typeof input === "string" ? (parseJson(input) ?? input) : input;
  return { id: String(toolCallId), name: String(toolName), arguments: isJsonObject(args) ? args : String(args) };
}

function listOf(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((one): one is JsonObject => isJsonObject(one)) : [];
}

/** Without what JSON cannot say. */
function asJson(value: unknown): Json {
  const text = JSON.stringify(value);
  return text === undefined ? null : (parseJson(text) ?? null);
}
