import { z } from "zod";
import {
  environment,
  field,
  filledText,
  form,
  json,
  jsonObject,
  jsonSchema,
  messages,
  name,
  shared,
  wholeNumber,
} from "../shape/pieces.ts";
import { limits, maxIncrease } from "./limit-schema.ts";
import { checkSchema } from "./check-schema.ts";

export const callPatternSchema = shared(
  z.union([
    form(name("tool"), "the name of a tool"),
    form(
      z.strictObject({
        tool: field(name("tool"), "The tool, by its name or an alias.", "issue_refund"),
        args: field(jsonObject().optional(), "Arguments that the call has, among others.", { order_id: "4711" }),
        schema: field(jsonSchema().optional(), "What the arguments are like, as JSON Schema.", {
          properties: { amount: { maximum: 40 } },
        }),
        times: field(wholeNumber(1).optional(), "How often.", 1),
      }),
      "{ tool, args, schema, times }",
    ),
  ]),
  "call",
);

const simulated = shared(
  z.strictObject({
    args: field(
      jsonObject().optional(),
      "Answers calls that have these arguments, among others; without it, every call.",
      {
        order_id: "4711",
      },
    ),
    return: field(json().optional(), "What the tool returns.", { status: "shipped" }),
    error: field(z.string().optional(), "The tool fails with this message.", "no such order"),
    after: field(
      name("tool").optional(),
      "Answers once a call of this tool has succeeded: the world has changed.",
      "issue_refund",
    ),
    times: field(wholeNumber(1).optional(), "Answers so many calls, and then the next entry does.", 1),
    delay: field(z.number().min(0).optional(), "Seconds until the answer comes.", 0.5),
  }),
  "simulated",
);

const patterns = (): z.ZodOptional<z.ZodArray<typeof callPatternSchema>> => z.array(callPatternSchema).optional();

const expectSchema = z.strictObject({
  writes: field(
    patterns(),
    "Exactly these state-changing calls succeeded, and nothing else; [] says that nothing was changed.",
    [{ tool: "issue_refund", args: { order_id: "4711" } }],
  ),
  called: field(patterns(), "These calls were made; with times, exactly so often.", ["get_order"]),
  not_called: field(patterns(), "These calls were not made; with times, not so often.", [
    { tool: "issue_refund", args: { amount: 1000 } },
  ]),
  order: field(
    z
      .union([
        form(z.array(callPatternSchema), "a list of calls"),
        form(
          z.strictObject({
            calls: field(z.array(callPatternSchema), "The calls, the first one first.", ["get_order", "issue_refund"]),
            of: field(
              z.enum(["writes", "all"]),
              "Which calls are looked at: those that change something, or all; sequences of reads rarely repeat.",
              "all",
            ),
          }),
          "{ calls, of: all }",
        ),
      ])
      .optional(),
    "State-changing calls that succeeded in this order, others between them or not; of all calls, where it says so.",
    ["issue_refund", "close_ticket"],
    { calls: ["get_order", "issue_refund"], of: "all" },
  ),
  confirmed: field(patterns(), "A guardrail asked a person before these calls.", ["issue_refund"]),
  denied: field(patterns(), "A guardrail denied these calls.", ["issue_refund"]),
  output: field(z.array(checkSchema).optional(), "The final answer is so.", [{ contains: "4711" }]),
  said: field(z.array(checkSchema).optional(), "Everything that the agent said, over all turns, is so.", [
    { "not-contains": "system prompt" },
  ]),
});

const taskFields = {
  incident: field(filledText().optional(), "The incident that this task guards against.", "INC-1412"),
  tags: field(
    z.array(filledText()).optional(),
    "What the task belongs to; the tag security makes it a security task.",
    ["smoke"],
  ),
  input: field(z.string().optional(), "What the user says.", "Where is my order 4711?"),
  turns: field(
    z.array(z.string()).min(1).optional(),
    "What the user says, one after the other: each when the agent has stopped.",
    ["I want a refund.", "It is order 4711."],
  ),
  messages: field(messages().optional(), "What was said before.", [{ role: "user", content: "Hello" }]),
  variables: field(jsonObject().optional(), "Values of the contract's variables.", { customer_name: "Ada" }),
  environment: field(environment().optional(), "Where the run takes place; { name: test } where nothing is said.", {
    name: "test",
  }),
  tools: field(
    z.record(name("tool"), z.array(simulated)).optional(),
    "Simulated results, the first that matches answers. Where nothing matches the agent is told so, and the task fails as UNANSWERED_CALL.",
    { get_order: [{ args: { order_id: "4711" }, return: { status: "shipped" } }] },
  ),
  on_confirm: field(
    z.enum(["stop", "approve", "deny"]).optional(),
    "What the person does whom a guardrail asks; stop, where nothing is said: nobody is there.",
    "approve",
  ),
  expect_stop_reason: field(
    z
      .union([form(filledText(), "a stop reason"), form(z.array(filledText()).min(1), "a list of stop reasons")])
      .optional(),
    "Why the run ends: one reason, or one of a list.",
    "finish",
  ),
  ...limits,
  max_increase: field(
    maxIncrease.optional(),
    "How much more than the base's run of the same task. Without a base it is not compared, and never a pass.",
    { tokens: "20%", tool_calls: 1 },
  ),
  expect: field(expectSchema.optional(), "What must be true at the end. Only what is written is checked.", {
    called: ["get_order"],
    output: [{ contains: "4711" }],
  }),
  repeat: field(
    z
      .strictObject({
        runs: field(wholeNumber(1), "How often the task is run.", 5),
        pass: field(wholeNumber(1), "How many of the runs have to pass.", 4),
      })
      .optional(),
    "A model does not answer the same way twice: run the task so often, and so many must pass.",
    { runs: 5, pass: 4 },
  ),
  quarantine: field(
    filledText().optional(),
    "Why the task is not to be trusted for now: it is run and listed, and does not count.",
    "flaky since INC-1500",
  ),
  metadata: field(jsonObject().optional(), "Handed to the runner untouched.", { customer: 17 }),
};

/** The shape of a golden file. `defaults` may hold any field of a task; a task's own field replaces it. */
export const goldenSchema = z.strictObject({
  contract: field(
    name("contract"),
    "The contract that the tasks are for: the name of a folder above this file.",
    "support",
  ),
  defaults: field(
    z.strictObject(taskFields).default({}),
    "Any field of a task, for all of them. A task that writes the field itself replaces it as a whole.",
    { variables: { customer_name: "Ada" } },
  ),
  tasks: field(
    z
      .array(
        z.strictObject({
          id: field(name("task", "a task id"), "What the task is called.", "refund_small"),
          ...taskFields,
        }),
      )
      .min(1),
    "The golden tasks: what happens to the agent, and what must be true at the end.",
    [{ id: "refund_small", input: "Where is my order 4711?" }],
  ),
});

export type GoldenFile = z.infer<typeof goldenSchema>;
export type TaskFile = GoldenFile["tasks"][number];
export type CallPattern = z.infer<typeof callPatternSchema>;
export type Simulated = z.infer<typeof simulated>;
