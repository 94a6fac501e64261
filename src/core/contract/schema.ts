import { z } from "zod";
import { isName, type NameKind, sayNameRule } from "../name.ts";

/** The shape of `contract.yaml`, its fragments resolved. Rules between fields live in `rules/`. */
export const contractSchema = z.strictObject({
  contract: named("contract"),
  description: z.string().default(""),
  owner: z.string().nullable().default(null),
  model: z.strictObject({
    provider: z.string().min(1),
    name: z.string().min(1),
    temperature: z.number().min(0).optional(),
    max_output_tokens: positive().optional(),
    reasoning_effort: z.string().optional(),
    reasoning_tokens: positive().optional(),
    top_p: z.number().min(0).max(1).optional(),
    top_k: positive().optional(),
    stop: z.array(z.string()).optional(),
    seed: z.number().int().optional(),
    tool_choice: z.string().optional(),
    parallel_tool_calls: z.boolean().optional(),
    options: z.record(z.string(), z.json()).optional(),
  }),
  variables: z
    .record(z.string().regex(/^[A-Za-z_]\w*$/, "a variable is letters, digits and _"), jsonSchema())
    .default({}),
  system: z.union([z.string(), literal(), z.array(z.union([z.string(), literal()]))]).default([]),
  messages: z.array(z.strictObject({ role: z.enum(["user", "assistant"]), content: z.string() })).default([]),
  tools: z
    .array(
      z.strictObject({
        name: named("tool"),
        description: z.string().optional(),
        effect: effect().optional(),
        aliases: z.array(named("tool")).optional(),
        input: jsonSchema().optional(),
        output: jsonSchema().optional(),
        annotations: z.record(z.string(), z.json()).optional(),
        stop_reason: z.string().optional(),
        provider_tool: z.record(z.string(), z.json()).optional(),
        contract: named("contract").optional(),
      }),
    )
    .default([]),
  output: z
    .strictObject({
      schema: jsonSchema(),
      enforce: z.enum(["provider", "none"]).optional(),
      readers: z.enum(["strict", "tolerant"]).optional(),
    })
    .optional(),
  guardrails: z
    .array(
      z.strictObject({
        id: named("task"),
        tool: named("tool").optional(),
        effect: z.union([effect(), z.array(effect())]).optional(),
        when: jsonSchema().optional(),
        unless_called: z.array(named("tool")).optional(),
        decision: z.enum(["allow", "confirm", "deny"]),
      }),
    )
    .default([]),
  budgets: z
    .strictObject({
      max_steps: positive().optional(),
      max_tool_calls: z.number().int().min(0).optional(),
      max_tokens: positive().optional(),
      max_seconds: z.number().positive().optional(),
      max_spend_usd: z.number().positive().optional(),
      max_calls_per_tool: z.record(z.string(), z.number().int().min(0)).optional(),
    })
    .default({}),
  stop_reasons: z.array(z.string().regex(/^[a-z][a-z_]*$/, "a stop reason is lower-case letters and _")).default([]),
  knowledge: z.array(z.strictObject({ index: z.string().min(1), version: z.string().min(1) })).default([]),
  sessions: z
    .strictObject({ on_change: z.enum(["pin", "upgrade"]).optional(), attended: z.boolean().optional() })
    .default({}),
  renamed_from: named("contract").nullable().default(null),
});

export type ContractFile = z.infer<typeof contractSchema>;

function named(kind: NameKind) {
  return z.string().refine((name) => isName(kind, name), { error: `a ${kind} name is ${sayNameRule(kind)}` });
}

function positive() {
  return z.number().int().positive();
}

function effect() {
  return z.enum(["read", "write", "destructive"]);
}

/** What `{ file, literal: true }` became. */
function literal() {
  return z.strictObject({ literal: z.string() });
}

function jsonSchema() {
  return z.record(z.string(), z.json());
}
