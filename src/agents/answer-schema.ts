import { z } from "zod";
import { json } from "../core/shape/pieces.ts";

const number = z.number().int().min(0);

const tokens = z
  .object({
    input: number,
    output: number,
    cached: number.nullable().default(null),
    cache_write: number.nullable().default(null),
    reasoning: number.nullable().default(null),
  })
  .nullable();

/** What a program says it did with a golden task. */
export const answerSchema = z.object({
  stop_reason: z.string().min(1),
  stop_reason_raw: z.string().nullable().default(null),
  steps: number.nullable().default(null),
  tokens: tokens.default(null),
  seconds: z.number().min(0).nullable().default(null),
  spend_usd: z.number().min(0).nullable().default(null),
  output: json().default(null),
  calls: z
    .array(
      z.object({
        id: z.string(),
        turn: number.default(0),
        step: number.default(0),
        name: z.string(),
        arguments: z.record(z.string(), json()),
        result: json().default(null),
        error: z.string().nullable().default(null),
        decision: z.enum(["allow", "confirm", "deny"]).nullable().default(null),
      }),
    )
    // Not reported is not the same as none: `writes: []` must not pass by silence.
    .nullable()
    .default(null),
  transcript: z
    .array(
      z.looseObject({
        role: z.enum(["user", "assistant", "tool"]),
        content: z.string(),
        tokens: tokens.optional(),
        stop_reason_raw: z.string().nullable().optional(),
      }),
    )
    .nullable()
    .default(null),
});
