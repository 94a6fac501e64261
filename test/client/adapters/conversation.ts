import type { JsonObject } from "../../../src/core/json.ts";

/** What a model says in one answer, in nobody's words. */
export interface Spoken {
  readonly text?: string;
  readonly calls?: readonly (readonly [name: string, args: JsonObject | string])[];
  /** Input and output. */
  readonly tokens?: readonly [number, number];
  /** In the provider's words; where nothing is said, it is what it says on an ordinary end. */
  readonly reason?: string;
}

/** An answer of OpenAI's Responses API. https://platform.openai.com/docs/api-reference/responses/object */
export function response({ text, calls = [], tokens = [10, 5], reason }: Spoken, number = 1): JsonObject {
  const incomplete = reason === undefined ? null : { reason };
  return {
    id: `resp_${number}`,
    object: "response",
    created_at: 1_763_700_000,
    model: "gpt-5-mini",
    status: incomplete === null ? "completed" : "incomplete",
    incomplete_details: incomplete,
    output: [
      ...(text === undefined
        ? []
        : [
            {
              type: "message",
              id: `msg_${number}`,
              status: "completed",
              role: "assistant",
              content: [{ type: "output_text", text, annotations: [] }],
            },
          ]),
      ...calls.map(([name, args], index) => ({
        type: "function_call",
        id: `fc_${number}_${index}`,
        status: "completed",
        call_id: `call_${number}_${index}`,
        name,
        arguments: typeof args === "string" ? args : JSON.stringify(args),
      })),
    ],
    usage: {
      input_tokens: tokens[0],
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: tokens[1],
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: tokens[0] + tokens[1],
    },
  };
}

/** An answer of Anthropic's Messages API. https://platform.claude.com/docs/en/api/messages/create */
export function message({ text, calls = [], tokens = [10, 5], reason }: Spoken, number = 1): JsonObject {
  return {
    id: `msg_${number}`,
    type: "message",
    role: "assistant",
    model: "claude-of-tests",
    content: [
      ...(text === undefined ? [] : [{ type: "text", text }]),
      ...calls.map(([name, input], index) => ({ type: "tool_use", id: `call_${number}_${index}`, name, input })),
    ],
    stop_reason: reason ?? (calls.length > 0 ? "tool_use" : "end_turn"),
    stop_sequence: null,
    usage: {
      input_tokens: tokens[0],
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      output_tokens: tokens[1],
    },
  };
}

/** An answer of Chat Completions. https://platform.openai.com/docs/api-reference/chat/object */
export function completion({ text, calls = [], tokens = [10, 5], reason }: Spoken, number = 1): JsonObject {
  const tool_calls = calls.map(([name, args], index) => ({
    id: `call_${number}_${index}`,
    type: "function",
    function: { name, arguments: typeof args === "string" ? args : JSON.stringify(args) },
  }));
  return {
    id: `chatcmpl-${number}`,
    object: "chat.completion",
    created: 1_763_700_000,
    model: "gpt-5-mini",
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: text ?? null,
          refusal: null,
          ...(calls.length === 0 ? {} : { tool_calls }),
        },
        finish_reason: reason ?? (calls.length > 0 ? "tool_calls" : "stop"),
      },
    ],
    usage: { prompt_tokens: tokens[0], completion_tokens: tokens[1], total_tokens: tokens[0] + tokens[1] },
  };
}
