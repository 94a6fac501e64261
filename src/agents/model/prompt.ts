import type { ModelMessage } from "../../core/golden/exchange.ts";
import { isJsonArray, isJsonObject, type Json } from "../../core/json.ts";
import type { LanguageModelV3Message, LanguageModelV3Prompt } from "./load.ts";

type AssistantPart = Extract<LanguageModelV3Message, { role: "assistant" }>["content"][number];
type ToolPart = Extract<LanguageModelV3Message, { role: "tool" }>["content"][number];

/** A conversation as the SDK takes it. Results of calls that were made together stand together. */
export function writePrompt(system: string, messages: readonly ModelMessage[]): LanguageModelV3Prompt {
  const prompt: LanguageModelV3Message[] = system === "" ? [] : [{ role: "system", content: system }];
  const names = new Map<string, string>();
  for (const { said, opaque } of messages) {
    if ("call_id" in said) {
      const part = resultPart(said.call_id, names.get(said.call_id) ?? "", said.content);
      const last = prompt.at(-1);
      if (last?.role === "tool") last.content.push(part);
      else prompt.push({ role: "tool", content: [part] });
    } else if (said.role === "user") {
      prompt.push({ role: "user", content: [{ type: "text", text: said.content }] });
    } else {
      const calls = "calls" in said ? said.calls : [];
      for (const { id, name } of calls) names.set(id, name);
      const content = partsIn(opaque, calls) ?? plainParts(said.content, calls);
      // Nobody takes a message in which nothing is said.
      if (content.length > 0) prompt.push({ role: "assistant", content });
    }
  }
  return prompt;
}

/** What an earlier answer has to be sent back as, which `readReply` kept. Calls are called as their results call them. */
function partsIn(opaque: Json, calls: readonly { id: string }[]): AssistantPart[] | null {
  if (!isJsonArray(opaque)) return null;
  const ids = calls.map(({ id }) => id).values();
  return (opaque as unknown as AssistantPart[]).map((part) => {
    if (part.type !== "tool-call" || part.providerExecuted === true) return part;
    return { ...part, toolCallId: ids.next().value ?? part.toolCallId };
  });
}

function plainParts(text: string, calls: readonly { id: string; name: string; arguments: Json }[]): AssistantPart[] {
  return [
    ...(text === "" ? [] : [{ type: "text", text } as const]),
    ...calls.map(({ id, name, arguments: args }) => ({
      type: "tool-call" as const,
      toolCallId: id,
      toolName: name,
      // Text that was no JSON object would be refused by most; the result of the call says that it was wrong.
      input: isJsonObject(args) ? args : {},
    })),
  ];
}

function resultPart(toolCallId: string, toolName: string, value: string): ToolPart {
  return { type: "tool-result", toolCallId, toolName, output: { type: "text", value } };
}
