import type { JsonObject } from "../../src/core/json.ts";
import type { Answer } from "./provider-server.ts";

/** What a scripted model does next: a call of a tool, or the last words of a run. */
export interface Step {
  readonly call?: readonly [name: string, args: JsonObject];
  readonly text?: string;
  readonly input: number;
  readonly output: number;
}

/** A step as a chat completion of a server that is no model, and says so. */
export function chatStep({ call, text = "", input, output }: Step, index: number): Answer {
  const calls: JsonObject =
    call === undefined
      ? {}
      : {
          tool_calls: [
            { id: `call_${index}`, type: "function", function: { name: call[0], arguments: JSON.stringify(call[1]) } },
          ],
        };
  return {
    body: {
      id: `scripted-${index}`,
      object: "chat.completion",
      created: 1_770_000_000,
      model: "scripted-by-a-test",
      choices: [
        {
          index: 0,
          message: { role: "assistant", content: text, ...calls },
          finish_reason: call === undefined ? "stop" : "tool_calls",
        },
      ],
      usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
    },
  };
}
