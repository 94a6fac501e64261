import type { Output, Tool } from "../../contract/contract.ts";
import type { JsonObject } from "../../json.ts";
import { outputSchemaProblems } from "../limits/output-schema.ts";
import { modelMissing } from "../omissions.ts";
import type { Provider, RequestParts, Said } from "../provider.ts";
import { argumentsSchema, orderedSchema } from "../schema.ts";
import { merge, readToolChoice, saySettings, type Settings } from "../settings.ts";

/** Anthropic's Messages API. Shape: https://platform.claude.com/docs/en/api/messages/create */
export const anthropic: Provider = {
  name: "anthropic",
  document: "the body of POST /v1/messages",
  says: ["name", "description", "input"],
  tools: (offers) => offers.map((offer) => (offer.kind === "own" ? offer.value : declare(offer.tool))),
  request(parts) {
    const { contract, rendered, tools, model } = parts;
    const settings = model === null ? nothing : saySettings(model, settingsOf(parts), anthropic.document);
    const format = formatOf(contract.output);
    return {
      request: {
        ...(model === null ? {} : { model: model.name }),
        ...(rendered.system === "" ? {} : { system: rendered.system }),
        messages: rendered.messages.map(({ role, content }) => ({ role, content })),
        ...(tools.length === 0 ? {} : { tools }),
        ...merge(format.request, settings.request),
      },
      notCarried: [...settings.notCarried, ...format.notCarried],
    };
  },
  missing: (request) => [
    ...(request["model"] === undefined ? [modelMissing("Anthropic")] : []),
    ...(request["max_tokens"] === undefined
      ? [{ path: ["model", "max_output_tokens"], why: "every request has to say max_tokens" }]
      : []),
  ],
};

const nothing = { request: {}, notCarried: [] };

function declare({ name, description, input }: Tool): JsonObject {
  return { name, ...(description === "" ? {} : { description }), input_schema: argumentsSchema(input) };
}

function settingsOf({ declared }: RequestParts): Settings {
  return {
    max_output_tokens: (max_tokens) => ({ max_tokens }),
    temperature: (temperature) => ({ temperature }),
    top_p: (top_p) => ({ top_p }),
    top_k: (top_k) => ({ top_k }),
    stop: (stop_sequences) => ({ stop_sequences }),
    reasoning_tokens: (budget_tokens): JsonObject => ({
      thinking: budget_tokens === 0 ? { type: "disabled" } : { type: "enabled", budget_tokens },
    }),
    reasoning_effort: (effort) => ({ output_config: { effort } }),
    tool_choice: (value): JsonObject | null => {
      const choice = readToolChoice(value, declared);
      if (choice === null) return null;
      if (choice.kind === "tool") return { tool_choice: { type: "tool", name: choice.name } };
      return { tool_choice: { type: choice.kind === "required" ? "any" : choice.kind } };
    },
    parallel_tool_calls: (parallel, { tool_choice = null }): JsonObject | null => {
      const choice = readToolChoice(tool_choice, declared);
      // The choice of no tool has no such field; where nothing is chosen, `auto` has to carry it.
      if (choice?.kind === "none") return null;
      const type: JsonObject = choice === null ? { type: "auto" } : {};
      return { tool_choice: { ...type, disable_parallel_tool_use: parallel === false } };
    },
  };
}

function formatOf(output: Output | null): Said {
  if (output === null || output.enforce === "none") return nothing;
  const schema = orderedSchema(output.schema);
  const [problem] = outputSchemaProblems("anthropic", schema);
  if (problem === undefined) {
    return { request: { output_config: { format: { type: "json_schema", schema } } }, notCarried: [] };
  }
  const why = `it is not sent, because the request would be refused: ${problem.problem}`;
  return { request: {}, notCarried: [{ path: ["output", "schema"], why }] };
}
