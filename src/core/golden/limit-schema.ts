import { z } from "zod";
import { field, form, name, patterned, wholeNumber } from "../shape/pieces.ts";

const amount = (): z.ZodOptional<z.ZodNumber> => z.number().min(0).optional();

const count = (): z.ZodOptional<z.ZodNumber> => wholeNumber(0).optional();

/** Upper bounds of a task. Each is a sum over the whole task, all its turns. */
export const limits = {
  max_steps: field(count(), "How often the model is asked.", 8),
  max_tool_calls: field(count(), "How many tools are called.", 6),
  max_tokens: field(count(), "Tokens in and out; history that is sent again counts again.", 9000),
  max_input_tokens: field(count(), "Tokens in, those from a cache included.", 8000),
  max_output_tokens: field(count(), "Tokens out, reasoning included.", 1000),
  max_reasoning_tokens: field(count(), "Tokens of reasoning.", 500),
  max_seconds: field(amount(), "How long the agent takes.", 60),
  max_spend_usd: field(amount(), "What the agent costs, in US dollars.", 0.1),
  max_calls_per_tool: field(z.record(name("tool"), wholeNumber(0)).optional(), "How often a single tool is called.", {
    issue_refund: 1,
  }),
  max_retries: field(
    count(),
    "How often the agent repeats itself: a call of the same tool with the same arguments as an earlier call of the same run, whatever came of that one.",
    1,
  ),
};

/** What a run may use more than another run: what is measured, but for single tools. */
const metrics = [
  "steps",
  "tool_calls",
  "tokens",
  "input_tokens",
  "output_tokens",
  "reasoning_tokens",
  "seconds",
  "spend_usd",
  "retries",
] as const;

export const maxIncrease = z.partialRecord(
  z.enum(metrics),
  z.union([
    form(z.number().min(0), "a number"),
    form(patterned(/^\d+(?:\.\d+)?%$/, "a percentage (20%)"), "a percentage (20%)"),
  ]),
);
