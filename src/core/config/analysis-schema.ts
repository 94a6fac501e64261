import { z } from "zod";
import { field, form, patterned, wholeNumber } from "../shape/pieces.ts";

const duration = patterned(/^\d+(?:\.\d+)?[smhd]$/, "a duration (15s, 30m, 2h, 7d)");

const tolerance = z.union([
  form(z.number().min(0), "a number"),
  form(patterned(/^\d+(?:\.\d+)?%$/, "a percentage (20%)"), "a percentage (20%)"),
]);

const metricSchema = z.strictObject({
  max_increase: field(
    tolerance.optional(),
    "The most by which it may have more than the current bundle: a percentage of that, or so much in its own unit (0.02 of a share is two sessions in a hundred).",
    "20%",
  ),
  max_decrease: field(tolerance.optional(), "The most by which it may have less.", "10%"),
  critical: field(z.boolean().optional(), "Too much of it rolls back; else it holds.", true),
  min_runs: field(wholeNumber(1).optional(), "So many runs on each side before anything is said.", 20),
});

const weight = z.number().min(0).max(100);

const step = z.union([
  form(weight, "a percentage"),
  form(
    z.strictObject({
      weight: field(weight, "The share of new sessions, in percent.", 25),
      bake: field(duration, "How long it must have lasted before the next step.", "30m"),
    }),
    "{ weight, bake }",
  ),
]);

const limit = z.number().min(0).optional();

export const analysisSchema = z.strictObject({
  metrics: field(
    z
      .record(z.string().min(1), z.union([form(z.literal("off"), "off"), form(metricSchema, "how it is judged")]))
      .default({}),
    "How metrics are judged: tokens, tool_calls, spend_usd, steps, seconds, errors, confirmations, denials, stop_reasons, or the path of a field of run records. What is not named is judged as it is without this file.",
    { tokens: { max_increase: "20%" }, "outcome.score": { max_decrease: "5%", critical: true }, seconds: "off" },
  ),
  false_alarms: field(
    patterned(/^(?:0?\.\d+|\d{1,2}(?:\.\d+)?)%$/, "a percentage (5%)").default("5%"),
    "The chance, over the whole life of a ramp and however often it is looked at, to roll back a bundle that does what is tolerated.",
    "5%",
  ),
  max_age: field(duration.default("15m"), "Nothing is done where the newest run record is older.", "15m"),
  steps: field(
    z.array(step).min(1).default([5, 25, 50, 100]),
    "The shares that `analyze --apply` ramps through, in percent.",
    [5, 25, 50, 100],
  ),
  bake: field(duration.default("30m"), "How long each step must have lasted before the next.", "30m"),
  limits: field(
    z
      .strictObject({
        tokens_per_run: field(limit, "Tokens of one run, in and out.", 50_000),
        tool_calls_per_run: field(limit, "Tool calls of one run.", 30),
        spend_per_day: field(limit, "US dollars in any 24 hours, all bundles of a contract together.", 100),
        actions_per_hour: field(limit, "Tool calls in any 60 minutes, all bundles of a contract together.", 1_000),
      })
      .prefault({}),
    "What nobody may do, whatever the current bundle does: `analyze` answers no.",
    { tokens_per_run: 50_000, spend_per_day: 100 },
  ),
});

export type AnalysisFile = z.infer<typeof analysisSchema>;
