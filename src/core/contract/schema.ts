import { z } from "zod";
import { field, filledText, form, jsonSchema, messages, name, patterned, wholeNumber } from "../shape/pieces.ts";
import { modelSchema } from "./model-schema.ts";
import { effect, stopReason, toolSchema } from "./tool-schema.ts";

const guardrailSchema = z.strictObject({
  id: field(
    name("task", "a guardrail id"),
    "What this permission is called, in messages and in the log.",
    "big-refund",
  ),
  tool: field(name("tool").optional(), "The tool it is about; without it, every tool of its effects.", "issue_refund"),
  effect: field(
    z.union([form(effect, "read, write or destructive"), form(z.array(effect), "a list of these")]).optional(),
    "It is about every tool with this effect, also those that are added next year.",
    ["write", "destructive"],
  ),
  when: field(
    jsonSchema().optional(),
    "The arguments it speaks about, as JSON Schema. Properties named here must exist in the tool, and must be present to match.",
    { properties: { amount: { exclusiveMinimum: 100 } } },
  ),
  unless_called: field(
    z.array(name("tool")).optional(),
    "It does not apply once one of these tools was called with success.",
    ["find_customer"],
  ),
  decision: field(
    z.enum(["allow", "confirm", "deny"]),
    "What happens to the call; confirm asks a person. deny beats confirm beats allow.",
    "confirm",
  ),
});

const budgetsSchema = z.strictObject({
  max_steps: field(wholeNumber(1).optional(), "How often the model is asked.", 8),
  max_tool_calls: field(wholeNumber(0).optional(), "How many tools are called.", 6),
  max_tokens: field(wholeNumber(1).optional(), "Tokens in and out; history that is sent again counts again.", 9000),
  max_seconds: field(z.number().positive().optional(), "How long it takes.", 60),
  max_spend_usd: field(z.number().positive().optional(), "What it costs, in US dollars.", 0.1),
  max_calls_per_tool: field(z.record(name("tool"), wholeNumber(0)).optional(), "How often a single tool is called.", {
    issue_refund: 1,
  }),
});

const systemPart = [
  form(z.string(), "text"),
  form(
    z.strictObject({ literal: field(z.string(), "Text that is not a template: its braces stay as they are.") }),
    "{ literal: text }",
  ),
] as const;

/** The shape of `contract.yaml`, its fragments resolved. Rules between fields live in `rules/`. */
export const contractSchema = z.strictObject({
  contract: field(
    name("contract"),
    "Who this is: the name of its folder, and of the folder of its golden tasks.",
    "support",
  ),
  description: field(
    z.string().default(""),
    "What the agent is for, for people. Not part of the bundle.",
    "Answers order and refund questions.",
  ),
  owner: field(
    filledText().optional(),
    "Who answers for it. Not part of the bundle: a new owner is no release.",
    "team-support",
  ),
  model: field(modelSchema, "The model and its settings. Never URLs or keys.", {
    provider: "openai",
    name: "gpt-5-mini-2026-01-15",
  }),
  variables: field(
    z.record(patterned(/^[A-Za-z_]\w*$/, "the name of a variable (letters, digits and _)"), jsonSchema()).default({}),
    "What the application fills into the templates: a JSON Schema of each. A default makes one optional; without it a missing value is an error, never raw text.",
    { customer_name: { type: "string", default: "customer" } },
  ),
  system: field(
    z.union([...systemPart, form(z.array(z.union([...systemPart])), "a list of these")]).default([]),
    "What the agent is told: a template, or a list that is joined with newlines.",
    "You are the support agent of Acme, in {{environment.name}}.",
  ),
  messages: field(
    messages().default([]),
    "Few-shot turns, templates too. When the last one is of the user, the contract asks by itself.",
    [{ role: "user", content: "Where is my order 4711?" }],
  ),
  tools: field(z.array(toolSchema).default([]), "What the agent can call.", [{ name: "get_order", effect: "read" }]),
  output: field(
    z
      .strictObject({
        schema: field(jsonSchema(), "The answer, as JSON Schema. Its properties are written in this order.", {
          type: "object",
          properties: { reply: { type: "string" } },
        }),
        enforce: field(
          z.enum(["provider", "none"]).optional(),
          "Who keeps the model to it; provider where nothing is said.",
        ),
        readers: field(
          z.enum(["strict", "tolerant"]).optional(),
          "The code downstream: strict readers (where nothing is said) refuse what they do not know.",
        ),
      })
      .optional(),
    "A structured answer, and who reads it.",
    { schema: { type: "object", properties: { reply: { type: "string" } } } },
  ),
  guardrails: field(
    z.array(guardrailSchema).default([]),
    "Permissions on tool calls, asked before each call. Arguments are validated first; deny beats confirm beats allow.",
    [
      {
        id: "big-refund",
        tool: "issue_refund",
        when: { properties: { amount: { exclusiveMinimum: 100 } } },
        decision: "confirm",
      },
    ],
  ),
  budgets: field(budgetsSchema.default({}), "Limits of one run: one message of the user, up to its stop reason.", {
    max_steps: 8,
    max_tool_calls: 6,
    max_tokens: 9000,
  }),
  stop_reasons: field(
    z.array(stopReason).default([]),
    "Beside the fixed ones: finish, needs_confirmation, budget_exceeded, truncated, refused, halted, revoked, cancelled, error.",
    ["transferred"],
  ),
  knowledge: field(
    z
      .array(
        z.strictObject({
          index: field(filledText(), "The index that is searched.", "help-pages"),
          version: field(filledText(), "Its version, which the prompt was written against.", "2026-11-01"),
        }),
      )
      .default([]),
    "The knowledge this was written and tested against: prompt, tools, model and index are one version.",
    [{ index: "help-pages", version: "2026-11-01" }],
  ),
  sessions: field(
    z
      .strictObject({
        on_change: field(
          z.enum(["pin", "upgrade"]).optional(),
          "A session keeps its bundle (pin, where nothing is said), or is moved to a new one where every finding for sessions in flight is safe (upgrade).",
        ),
        attended: field(z.boolean().optional(), "Somebody is there who can confirm; true where nothing is said."),
      })
      .default({}),
    "What happens to conversations that are open.",
    { on_change: "pin", attended: true },
  ),
  renamed_from: field(name("contract").optional(), "The former name: diff follows it, labels do not.", "helpdesk"),
});

export type ContractFile = z.infer<typeof contractSchema>;
