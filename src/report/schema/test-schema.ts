import { z } from "zod";
import { evidenceKinds } from "../../core/label/evidence.ts";
import { envelopeOf, placeSchema } from "./report-schema.ts";

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const number = z.int().min(0);
const amount = z.number().min(0).nullable();

const tokens = z
  .strictObject({
    input: number.meta({ description: "What was cached and written to a cache is part of it." }),
    output: number.meta({ description: "Reasoning is part of it." }),
    cached: number.nullable(),
    cache_write: number.nullable(),
    reasoning: number.nullable(),
  })
  .meta({ id: "tokens" });

const used = {
  steps: number.nullable(),
  tool_calls: number.nullable(),
  tokens: tokens.nullable(),
  seconds: amount,
  spend_usd: amount,
};

const verdict = z
  .strictObject({
    invariant: z.string(),
    status: z.enum(["fail", "not compared", "not measured"]),
    expected: z.string(),
    got: z.string(),
    turn: number.nullable().meta({ description: "The turn of the conversation that shows it, from 0." }),
  })
  .meta({ id: "verdict", description: "A check that does not say pass." });

const attempts = {
  retried: number.meta({ description: "Attempts that failed for a moment, and were made again." }),
  judge: z
    .strictObject({ asked: number, tokens: tokens.nullable(), seconds: z.number().min(0), spend_usd: amount })
    .nullable()
    .meta({ description: "What models that judged used, beside the agent." }),
};

const trial = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("judged"),
      passed: z.boolean(),
      stop_reason: z.string(),
      ...used,
      recording: digest.nullable(),
      base: z
        .strictObject(used)
        .nullable()
        .optional()
        .meta({ description: "What the base used, where it was run beside this one; not there in older results." }),
      verdicts: z.array(verdict),
      ...attempts,
    }),
    z.strictObject({ kind: z.literal("unmeasured"), why: z.string(), stderr: z.string().nullable(), ...attempts }),
  ])
  .meta({ id: "trial", description: "One run of a task. What is null was not measured." });

const named = {
  contract: z.string(),
  id: z.string(),
  place: placeSchema,
  tags: z.array(z.string()),
  incident: z.string().nullable(),
  quarantine: z.string().nullable().meta({ description: "Why the task does not count." }),
  bundle: digest,
  definition: digest.meta({ description: "What the task means: another digest is another task." }),
};

const result = z
  .strictObject({
    ...named,
    runs: z.int().min(1).meta({ description: "How often the task asks to be run; trials may decide it earlier." }),
    outcome: z.enum(["passed", "failed", "unmeasured"]),
    trials: z.array(trial),
  })
  .meta({ id: "result" });

const evidence = z
  .strictObject({
    kind: z.enum(evidenceKinds),
    bundle: digest,
    goldenSet: digest,
    contract: z.string(),
    runner: z.string(),
    mode: z.string(),
    tasks: z.record(z.string(), digest).meta({ description: "What each task meant, by its name." }),
    runs: z.strictObject({ made: number, passed: number }),
    recordings: digest.nullable(),
    passed: z.array(z.string()),
    failed: z.array(z.string()),
    quarantined: z.array(z.string()),
  })
  .meta({ id: "evidence" });

const runData = z
  .strictObject({
    passed: number,
    failed: number,
    unmeasured: number,
    quarantined: number,
    not_run: number,
    retried: number,
    reused: number.meta({ description: "Tasks whose result an earlier run measured." }),
    unsaid: z.array(z.string()).meta({ description: "Settings of contracts that a provider does not take." }),
    end: z.enum(["finished", "interrupted", "spent", "unpriced"]),
    shard: z.strictObject({ index: z.int().min(1), of: z.int().min(1) }).nullable(),
    spent_usd: z.number().min(0),
    results: z.string().nullable().meta({ description: "The file with all transcripts, as JSON Lines." }),
    evidence: z.array(evidence),
    tasks: z.array(result),
  })
  .meta({ description: "What was run." });

const listData = z
  .strictObject({ tasks: z.array(z.strictObject(named)) })
  .meta({ description: "What would be run: --list, or no task." });

export const testSchema = envelopeOf(z.literal("test"), z.union([runData, listData])).meta({
  title: "the report of promptctl test",
  description: "What promptctl test --format json writes. What holds nothing is null.",
});
