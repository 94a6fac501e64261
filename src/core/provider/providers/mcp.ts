import type { Tool } from "../../contract/contract.ts";
import type { Json, JsonObject } from "../../json.ts";
import type { Provider, Remark, RequestParts } from "../provider.ts";
import { argumentsSchema, orderedSchema } from "../schema.ts";

/**
 * The result of `tools/list` of the Model Context Protocol: what a server offers whose tools these are.
 * Shape: https://modelcontextprotocol.io/specification/2025-11-25/schema#tool
 */
export const mcp: Provider = {
  name: "mcp",
  document: "the result of tools/list",
  says: ["name", "description", "input", "output", "annotations", "effect"],
  tools: (offers) => offers.map((offer) => (offer.kind === "own" ? offer.value : declare(offer.tool))),
  request: (parts) => ({ request: { tools: parts.tools }, notCarried: unsaid(parts) }),
  missing: () => [],
};

function declare({ name, description, effect, input, output, annotations }: Tool): JsonObject {
  const { title, ...hints } = annotations;
  return {
    name,
    ...(title === undefined ? {} : { title }),
    ...(description === "" ? {} : { description }),
    inputSchema: argumentsSchema(input),
    ...(isObjectSchema(output) ? { outputSchema: orderedSchema(output) } : {}),
    // The effect is what permissions go by, so it is what hosts are told; nothing said means destructive there too.
    annotations: { ...hints, readOnlyHint: effect === "read", destructiveHint: effect === "destructive" },
  };
}

/** "Currently restricted to type: object at the root level." */
function isObjectSchema(output: JsonObject | null): output is JsonObject {
  const type: Json | undefined = output?.["type"];
  return type === "object";
}

function unsaid({ contract, declared }: RequestParts): readonly Remark[] {
  const why = "tools/list says tools and nothing else";
  return [
    ...(contract.system.length === 0 ? [] : [{ path: ["system"], why }]),
    ...contract.messages.map((_, index) => ({ path: ["messages", index], why })),
    ...(contract.output === null ? [] : [{ path: ["output"], why }]),
    ...declared.flatMap(({ name, output, annotations }) => [
      ...(output === null || isObjectSchema(output)
        ? []
        : [{ path: ["tools", name, "output"], why: "outputSchema describes objects only" }]),
      ...["readOnlyHint", "destructiveHint"]
        .filter((hint) => Object.hasOwn(annotations, hint))
        .map((hint) => ({ path: ["tools", name, "annotations", hint], why: "the effect says it" })),
    ]),
  ];
}
