import { z } from "zod";
import type { Shape } from "../../shape/shape.ts";
import { json, jsonObject } from "../../shape/pieces.ts";

const number = z.number().min(0);
const whole = z.number().int().min(0);

/** A field that holds nothing is `null`; one that was left out means the same to a reader. */
function orNull<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullable().default(null as never);
}

const tokens = z.object({
  input: whole,
  output: whole,
  cached: orNull(whole),
  cache_write: orNull(whole),
  reasoning: orNull(whole),
});

const call = z.object({
  id: orNull(z.string()),
  turn: orNull(whole),
  step: orNull(whole),
  name: z.string().min(1),
  arguments: jsonObject(),
  result: json().default(null),
  error: orNull(z.string()),
  decision: orNull(z.enum(["allow", "confirm", "deny"])),
});

const askedCall = z.object({ id: z.string(), name: z.string().min(1), arguments: z.union([jsonObject(), z.string()]) });

const said = z.object({
  role: z.enum(["system", "user", "assistant", "tool"]),
  content: orNull(z.string()),
  calls: orNull(z.array(askedCall)),
  call_id: orNull(z.string()),
});

/** What one run did, as runtimes write it: one JSON object in a line. Fields that nobody here knows are let be. */
const recordSchema = z.object({
  format: z.literal("promptctl/run/1").default("promptctl/run/1"),
  run_id: z.string().min(1),
  parent_run_id: orNull(z.string()),
  session: orNull(z.string()),
  turn: orNull(whole),
  at: orNull(z.string()),
  opened_at: orNull(z.string()),
  contract: z.string().min(1),
  bundle: orNull(z.string()),
  prompt_id: orNull(z.string()),
  label: orNull(z.string()),
  serial: orNull(whole),
  variant: orNull(z.enum(["current", "ramp"])),
  task: orNull(z.string()),
  environment: orNull(z.union([z.string(), z.looseObject({ name: z.string().min(1) })])),
  variables: orNull(jsonObject()),
  model: orNull(z.string()),
  stop_reason: z.string().min(1),
  stop_reason_raw: orNull(z.string()),
  steps: orNull(whole),
  tool_calls: orNull(whole),
  decisions: orNull(z.object({ allow: whole, confirm: whole, deny: whole })),
  tokens: orNull(tokens),
  seconds: orNull(number),
  spend_usd: orNull(number),
  outcome: json().default(null),
  error: json().default(null),
  calls: orNull(z.array(call)),
  transcript: orNull(z.array(said)),
});

export type RunRecord = z.infer<typeof recordSchema>;
export type RecordedSaid = z.infer<typeof said>;

export const recordShape: Shape<RunRecord> = {
  kind: "record",
  title: "a run record",
  description: "What one run did.",
  schema: recordSchema,
  fragments: [],
};
