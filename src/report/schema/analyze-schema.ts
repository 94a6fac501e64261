import { z } from "zod";
import { leftOutReasons } from "../../core/analysis/accounting.ts";
import { envelopeOf } from "./report-schema.ts";

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const number = z.int().min(0);
const amount = z.number().nullable();
const chance = z.number().min(0).max(1);
const time = z.iso.datetime();
const weight = z.int().min(0).max(10_000).meta({ id: "weight", description: "Hundredths of a percent." });

function pairOf<Side extends z.ZodType>(side: Side) {
  return { base: side, head: side };
}

const side = z.strictObject({
  bundle: digest,
  from: time.nullable(),
  until: time.nullable(),
  says: z.string().meta({ description: "In words: last week, the label prod." }),
});

const compared = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("ramp"),
      ...pairOf(digest),
      salt: z.string(),
      weight,
      since: time.meta({ description: "When the ramp began." }),
      weightSince: time.meta({ description: "When it got its present weight." }),
    }),
    z
      .strictObject({ kind: z.literal("against"), ...pairOf(side) })
      .meta({ description: "Two sides that nobody drew lots for." }),
  ])
  .meta({ id: "compared", description: "base is what there was, head what is judged." });

const interval = z
  .strictObject({ estimate: z.number(), low: amount, high: amount })
  .meta({ id: "interval", description: "It holds at whatever time one looks. An end that is null is open." });

const counted = {
  units: number.meta({ description: "Sessions, or runs where nobody counts sessions." }),
  runs: number,
};

const measured = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("amounts"),
      ...pairOf(
        z
          .strictObject({ ...counted, median: amount, p95: amount, mean: amount })
          .meta({ id: "amounts", description: "Of sessions, each with the mean over its runs." }),
      ),
      ratio: interval.nullable().meta({ description: "How many times as much head has." }),
      histogram: z.strictObject({ edges: z.array(z.number()), ...pairOf(z.array(z.number().min(0))) }).meta({
        id: "histogram",
        description: "The share of each side in each bin; edges has one more than the sides.",
      }),
    }),
    z.strictObject({
      kind: z.literal("shares"),
      ...pairOf(z.strictObject({ ...counted, successes: number }).meta({ id: "shares" })),
      difference: interval.nullable().meta({ description: "Head less base, from -1 to 1." }),
    }),
  ])
  .meta({ id: "measured" });

const tolerance = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("relative"), share: z.number().min(0) }),
    z.strictObject({ kind: z.literal("absolute"), amount: z.number().min(0) }),
  ])
  .meta({ id: "tolerance", description: "A share of what base has, or so much in the metric's own unit." });

const metric = z
  .strictObject({
    name: z.string(),
    critical: z.boolean().meta({ description: "Too much of it rolls back; else it holds." }),
    isNamed: z.boolean().meta({ description: "Whether promptctl.yaml names it." }),
    maxIncrease: tolerance.nullable().meta({ description: "null: more of it is no harm." }),
    maxDecrease: tolerance.nullable().meta({ description: "null: less of it is no harm." }),
    outcome: z.enum(["pass", "fail", "inconclusive", "no data", "error"]),
    why: z.string().nullable(),
    measured: measured.nullable(),
    chanceOfWorse: chance.meta({
      description: "How easily chance brings this where nothing is worse than tolerated; adjusted. Small means fail.",
    }),
    chanceOfFine: chance.meta({
      description: "How easily chance brings this where it is worse than tolerated; adjusted. Small means pass.",
    }),
  })
  .meta({ id: "metric" });

const account = z.strictObject({
  sessions: number,
  runs: number,
  oneIn: z.int().min(1).meta({ description: "Sessions are looked at one in so many." }),
});

const accounting = z
  .strictObject({
    read: number,
    sides: z.strictObject(pairOf(account)),
    split: z
      .array(z.strictObject({ weight, ...pairOf(number) }))
      .meta({ description: "Sessions of each stretch of the ramp with one weight, oldest first." }),
    leftOut: z.strictObject(Object.fromEntries(leftOutReasons.map((reason) => [reason, number]))),
    otherBundles: z.array(z.strictObject({ bundle: z.string(), runs: number })).max(20),
    newest: z.strictObject(pairOf(time.nullable())),
    clockAhead: number,
  })
  .meta({ id: "accounting", description: "What became of every record that was read." });

const data = z.strictObject({
  contract: z.string(),
  label: z.string(),
  at: time,
  source: z.string(),
  compared,
  decision: z.strictObject({
    action: z.enum(["advance", "hold", "roll back"]),
    reasons: z.array(z.string()).meta({ description: "Sentences, the most important first." }),
    next: weight.nullable().meta({ description: "The weight that would be next; null: this was the last one." }),
  }),
  excesses: z
    .array(
      z.strictObject({
        limit: z.string(),
        most: z.number(),
        seen: z.number(),
        runs: z
          .strictObject(pairOf(number))
          .nullable()
          .meta({ description: "Of single runs, how many of each side; null: all bundles together." }),
        says: z.string(),
      }),
    )
    .meta({ description: "What was done beyond a limit of promptctl.yaml." }),
  metrics: z.array(metric),
  accounting,
  notes: z.array(z.string()).meta({ description: "What else is to say about the source." }),
  acted: z
    .strictObject({
      done: z.boolean().meta({ description: "false: a gate refused it, or it was a dry run." }),
      commit: z.string().nullable(),
      says: z.array(z.string()),
    })
    .nullable()
    .meta({ description: "What --apply did; null: nothing." }),
});

export const analyzeSchema = envelopeOf(z.literal("analyze"), data).meta({
  title: "the report of promptctl analyze",
  description: "What promptctl analyze --format json writes. What holds nothing is null.",
});
