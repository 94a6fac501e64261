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

const came = { outcome: z.enum(["passed", "failed", "unmeasured"]), trials: z.array(trial) };

const since = (description: string): z.ZodNullable<z.ZodISODateTime> =>
  z.iso.datetime().nullable().meta({ description });

const standing = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.enum(["equal", "same", "added", "changed", "removed"]) }),
    z.strictObject({ kind: z.literal("weakened"), says: z.array(z.string()) }),
  ])
  .meta({
    id: "standing",
    description:
      "equal is compared; same is the same contract too; removed and weakened tasks of the base are run as the base has them; added and changed ones are not compared.",
  });

const result = z
  .strictObject({
    ...named,
    runs: z.int().min(1).meta({ description: "How often the task asks to be run; trials may decide it earlier." }),
    pass: z.int().min(1).meta({ description: "How many of them have to pass." }),
    ...came,
    standing: standing.nullable().meta({ description: "How the task stands to those of the base; null without one." }),
    base: z
      .strictObject({ bundle: digest, ...came, since: since("Its oldest run, where an earlier run made it.") })
      .nullable()
      .meta({ description: "What the base did with the same task, run for run." }),
    tolerates: z
      .record(z.string(), z.union([z.number(), z.string()]))
      .meta({ description: "The max_increase of the task." }),
  })
  .meta({ id: "result" });

const summary = z
  .strictObject({ samples: number, median: amount, p95: amount })
  .meta({ id: "summary", description: "p95 is null with fewer than 21 samples." });

const share = z
  .strictObject({ estimate: z.number().nullable(), low: z.number(), high: z.number() })
  .meta({ id: "share", description: "From 0 to 1, with its exact 95 % interval." });

const rates = z
  .strictObject({
    task: z.string(),
    passed: number,
    judged: number.meta({ description: "Runs that could be measured." }),
    rate: share,
    k: z.int().min(1),
    passAtK: share.meta({ description: "The chance that at least one of k runs passes." }),
    passHatK: share.meta({ description: "The chance that all of k runs pass." }),
  })
  .meta({ id: "rates", description: "How often a task passes that is run more than once." });

const answer = {
  verdict: z.enum(["regression", "improvement", "no difference shown", "too few samples"]),
  test: z.enum(["Mann-Whitney U", "Wilcoxon signed-rank", "Fisher", "McNemar"]),
  method: z.enum(["exact", "normal approximation"]),
  effect: z.number().meta({ description: "From -1, head is below base throughout, to 1, it is above." }),
  p: z.number().meta({ description: "Adjusted to all questions that were asked together (Holm)." }),
  smallestP: z.number(),
  enough: number.meta({ description: "So many runs on each side, or so many pairs, can bring an answer." }),
};

const answered = {
  metric: z.enum(["success", "tokens", "tool_calls", "seconds", "spend_usd"]),
  decides: z.boolean().meta({ description: "Whether a regression of it is a no." }),
  comparison: z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("amounts"),
      ...answer,
      base: summary,
      head: summary,
      ratio: amount.meta({ description: "How many times what the base uses." }),
    }),
    z.strictObject({ kind: z.literal("outcomes"), ...answer, base: share, head: share }),
  ]),
};

const comparison = z
  .strictObject({
    base: z.string().meta({ description: "What a person would call it." }),
    since: since("The oldest run of the base that an earlier run made."),
    standings: z.strictObject({
      equal: number,
      same: number,
      added: number,
      changed: number,
      removed: number,
      weakened: number,
    }),
    compared: number.meta({ description: "Tasks that were measured on both sides." }),
    unmeasured: z
      .strictObject({ tasks: z.array(z.string()), why: z.array(z.string()) })
      .meta({ description: "Tasks that the base could not be measured in." }),
    overall: z.array(z.strictObject(answered)).meta({ description: "Over all tasks, each by the median of its runs." }),
    tasks: z
      .array(z.strictObject({ task: z.string(), ...answered }))
      .meta({ description: "Of single tasks, where they were run often enough." }),
    tooFew: number.meta({ description: "Tasks that were run too seldom for an answer of their own." }),
  })
  .meta({ id: "comparison", description: "Base against head." });

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

/** What a run of golden tasks learned. */
export const runData = z
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
    rates: z.array(rates),
    comparison: comparison.nullable().meta({ description: "null where no base was run." }),
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
