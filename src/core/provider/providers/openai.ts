import type { Output, Tool } from "../../contract/contract.ts";
import type { JsonObject } from "../../json.ts";
import { outputSchemaProblems } from "../limits/output-schema.ts";
import { modelMissing } from "../omissions.ts";
import type { Provider, RequestParts, Said } from "../provider.ts";
import { argumentsSchema, orderedSchema } from "../schema.ts";
import { merge, readToolChoice, saySettings, type Settings } from "../settings.ts";

/**
 * OpenAI's Responses API, which takes everything that Chat Completions takes but `stop` and `seed`.
 * Shape: https://platform.openai.com/docs/api-reference/responses/create
 */
export const openai: Provider = {
  name: "openai",
  document: "the body of POST /v1/responses",
  says: ["name", "description", "input"],
  tools: (offers) => offers.map((offer) => (offer.kind === "own" ? offer.value : declare(offer.tool))),
  request(parts) {
    const { contract, rendered, tools, model } = parts;
    const settings = model === null ? nothing : saySettings(model, settingsOf(parts), openai.document);
    const format = formatOf(contract.output, contract.name);
    return {
      request: {
        ...(model === null ? {} : { model: model.name }),
        ...(rendered.system === "" ? {} : { instructions: rendered.system }),
        input: rendered.messages.map(({ role, content }) => ({ role, content })),
        ...(tools.length === 0 ? {} : { tools }),
        ...merge(format.request, settings.request),
      },
      notCarried: [...settings.notCarried, ...format.notCarried],
    };
  },
  missing: (request) => (request["model"] === undefined ? [modelMissing("OpenAI")] : []),
};

const nothing = { request: {}, notCarried: [] };

function declare({ name, description, input }: Tool): JsonObject {
  const parameters = argumentsSchema(input);
  return {
    type: "function",
    name,
    ...(description === "" ? {} : { description }),
    parameters,
    // Left out, it is tried as `true`, and the schema is rewritten: every argument would be demanded.
    strict: outputSchemaProblems("openai", parameters).length === 0,
  };
}

function settingsOf({ declared }: RequestParts): Settings {
  return {
    temperature: (temperature) => ({ temperature }),
    top_p: (top_p) => ({ top_p }),
    max_output_tokens: (max_output_tokens) => ({ max_output_tokens }),
    reasoning_effort: (effort) => ({ reasoning: { effort } }),
    parallel_tool_calls: (parallel_tool_calls) => ({ parallel_tool_calls }),
    tool_choice: (value) => {
      const choice = readToolChoice(value, declared);
      if (choice === null) return null;
      return { tool_choice: choice.kind === "tool" ? { type: "function", name: choice.name } : choice.kind };
    },
  };
}

function formatOf(output: Output | null, name: string): Said {
  if (output === null || output.enforce === "none") return nothing;
  const schema = orderedSchema(output.schema);
  const [problem] = outputSchemaProblems("openai", schema);
  const format = { type: "json_schema", name, schema, strict: problem === undefined };
  if (problem === undefined) return { request: { text: { format } }, notCarried: [] };
  if (schema["type"] !== "object") {
    return { request: {}, notCarried: [{ path: ["output", "schema"], why: problem.problem }] };
  }
  const why = `it is sent, and not enforced (strict: false): ${problem.problem}`;
  return { request: { text: { format } }, notCarried: [{ path: ["output", "schema"], why }] };
}
