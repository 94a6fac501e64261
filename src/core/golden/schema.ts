import { z } from "zod";
import { isName, sayNameRule } from "../name.ts";

const toolName = z.string().refine((name) => isName("tool", name), { error: `a tool name is ${sayNameRule("tool")}` });

const schema = z.record(z.string(), z.json());

export const callPatternSchema = z.union([
  toolName,
  z.strictObject({
    tool: toolName,
    args: schema.optional(),
    schema: schema.optional(),
    times: z.number().int().positive().optional(),
  }),
]);

const regex = z.string().refine(isRegex, { error: "this is not a regular expression" });

const text = z.string().optional();

const singleCheck = z
  .strictObject({
    path: z
      .string()
      .regex(/^\$(?:\.[A-Za-z_]\w*|\[\d+\])*$/, "a path is written $.field.list[0]")
      .optional(),
    schema: schema.optional(),
    equals: z.json().optional(),
    "not-equals": z.json().optional(),
    contains: text,
    "not-contains": text,
    icontains: text,
    "not-icontains": text,
    starts_with: text,
    "not-starts_with": text,
    regex: regex.optional(),
    "not-regex": regex.optional(),
  })
  .refine((check) => Object.keys(check).some((key) => key !== "path"), {
    error: "this checks nothing: add contains, equals, regex, schema or another check",
  });

const outputCheck = z.union([z.strictObject({ any: z.array(singleCheck).min(1) }), singleCheck]);

const limit = z.number().min(0).optional();

const increase = z.union([
  z.number().min(0),
  z.string().regex(/^\d+(\.\d+)?%$/, "an increase is a number or a percentage: 20%"),
]);

const simulated = z.strictObject({
  args: schema.optional(),
  return: z.json().optional(),
  error: z.string().optional(),
  after: toolName.optional(),
  times: z.number().int().positive().optional(),
  delay: z.number().min(0).optional(),
});

const taskFields = {
  incident: z.string().optional(),
  tags: z.array(z.string()).optional(),
  input: z.string().optional(),
  turns: z.array(z.string()).min(1).optional(),
  messages: z.array(z.strictObject({ role: z.enum(["user", "assistant"]), content: z.string() })).optional(),
  variables: z.record(z.string(), z.json()).optional(),
  environment: z.looseObject({ name: z.string().min(1) }).optional(),
  tools: z.record(toolName, z.array(simulated)).optional(),
  on_confirm: z.enum(["stop", "approve", "deny"]).optional(),
  expect_stop_reason: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  max_steps: limit,
  max_tool_calls: limit,
  max_tokens: limit,
  max_input_tokens: limit,
  max_output_tokens: limit,
  max_reasoning_tokens: limit,
  max_seconds: limit,
  max_spend_usd: limit,
  max_calls_per_tool: z.record(toolName, z.number().int().min(0)).optional(),
  max_increase: z.partialRecord(z.enum(["tokens", "tool_calls", "steps", "seconds", "spend_usd"]), increase).optional(),
  expect: z
    .strictObject({
      writes: z.array(callPatternSchema).optional(),
      called: z.array(callPatternSchema).optional(),
      not_called: z.array(callPatternSchema).optional(),
      order: z.array(callPatternSchema).optional(),
      confirmed: z.array(callPatternSchema).optional(),
      denied: z.array(callPatternSchema).optional(),
      output: z.array(outputCheck).optional(),
      said: z.array(outputCheck).optional(),
    })
    .optional(),
  repeat: z
    .strictObject({ runs: z.number().int().positive(), pass: z.number().int().positive() })
    .refine(({ runs, pass }) => pass <= runs, { error: "cannot pass more often than it runs" })
    .optional(),
  quarantine: z.string().min(1).optional(),
  metadata: z.record(z.string(), z.json()).optional(),
};

/** The shape of a golden file. `defaults` may hold any field of a task; a task's own field replaces it. */
export const goldenSchema = z.strictObject({
  contract: z
    .string()
    .refine((name) => isName("contract", name), { error: `a contract name is ${sayNameRule("contract")}` }),
  defaults: z.strictObject(taskFields).default({}),
  tasks: z
    .array(
      z.strictObject({
        id: z.string().refine((name) => isName("task", name), { error: `a task id is ${sayNameRule("task")}` }),
        ...taskFields,
      }),
    )
    .min(1),
});

export type GoldenFile = z.infer<typeof goldenSchema>;
export type TaskFile = GoldenFile["tasks"][number];
export type CallPattern = z.infer<typeof callPatternSchema>;
export type OutputCheck = z.infer<typeof outputCheck>;
export type SingleCheck = z.infer<typeof singleCheck>;
export type Simulated = z.infer<typeof simulated>;

function isRegex(source: string): boolean {
  try {
    return new RegExp(source, "u") instanceof RegExp;
  } catch {
    return false;
  }
}
