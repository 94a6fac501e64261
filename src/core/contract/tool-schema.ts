import { z } from "zod";
import { field, json, jsonObject, jsonSchema, name, patterned } from "../shape/pieces.ts";

export const effect = z.enum(["read", "write", "destructive"]);

export const stopReason = patterned(/^[a-z][a-z_]*$/, "a stop reason (lower-case letters and _)");

const annotationsSchema = z
  .object({
    title: field(z.string().optional(), "What people call the tool."),
    readOnlyHint: field(z.boolean().optional(), "Changes nothing."),
    destructiveHint: field(z.boolean().optional(), "What it changes cannot be taken back."),
    idempotentHint: field(z.boolean().optional(), "Calling it twice is like calling it once."),
    openWorldHint: field(z.boolean().optional(), "It reaches outside: its results are untrusted."),
  })
  .catchall(json());

/** A tool, also in a file of its own. */
export const toolSchema = z.strictObject({
  name: field(name("tool"), "What the model calls it by.", "get_order"),
  description: field(
    z.string().optional(),
    "What it does, for the model: it is prompt text too.",
    "Look up an order by its number.",
  ),
  effect: field(
    effect.optional(),
    "What a call does to the world: read changes nothing, write can be taken back, destructive cannot. Without it a tool counts as destructive.",
    "read",
  ),
  aliases: field(z.array(name("tool")).optional(), "Old names that are still answered.", ["fetch_order"]),
  input: field(jsonSchema().optional(), "The arguments, as JSON Schema (draft 2020-12).", {
    type: "object",
    required: ["order_id"],
    properties: { order_id: { type: "string" } },
    additionalProperties: false,
  }),
  output: field(jsonSchema().optional(), "What a call returns, as JSON Schema (draft 2020-12).", {
    type: "object",
    properties: { status: { type: "string" } },
  }),
  annotations: field(annotationsSchema.optional(), "Hints under MCP's names, for whoever calls the tool.", {
    title: "Search help",
    openWorldHint: true,
  }),
  stop_reason: field(stopReason.optional(), "A call of this tool ends the run with this stop reason.", "transferred"),
  provider_tool: field(
    z.record(z.string(), jsonObject()).optional(),
    "A tool that the provider runs itself, in its own words, under the name of the provider.",
    { openai: { type: "web_search" } },
  ),
  contract: field(
    name("contract").optional(),
    "The tool is another contract, by name; both are released in one commit.",
    "researcher",
  ),
});
