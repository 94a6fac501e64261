import { z } from "zod";
import { severityLevels } from "../../core/severity.ts";
import {
  anything,
  envelopeOf,
  findingSchema,
  fingerprintSchema,
  pathSchema,
  placeSchema,
  waiverSchema,
} from "./report-schema.ts";

const level = z.enum(severityLevels);
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const number = z.int().min(0);

const reach = z.strictObject({ inFlight: level, newSessions: level, downstream: level }).meta({
  id: "reach",
  description: "What it does to open conversations, to those to come, and to code that reads or is called.",
});

const changeFinding = z
  .strictObject({
    rule: z.string().meta({ description: "promptctl explain <rule> says what it is for." }),
    contract: z.string(),
    path: pathSchema,
    place: placeSchema.nullable().meta({ description: "The line of the new side that speaks of it." }),
    message: z.string(),
    severity: reach,
    wayOut: z.string().nullable(),
    words: z
      .array(z.strictObject({ kind: z.enum(["same", "removed", "added"]), text: z.string() }))
      .meta({ description: "A text before and after, word by word; long stretches that stayed are cut." }),
    witness: z
      .strictObject({ value: anything, says: z.string() })
      .nullable()
      .meta({ description: "A value that is right on one side and wrong on the other." }),
    fingerprint: fingerprintSchema,
  })
  .meta({ id: "changeFinding", description: "What a change does, and to whom." });

const change = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("added"), path: pathSchema, after: anything }),
    z.strictObject({ kind: z.literal("removed"), path: pathSchema, before: anything }),
    z.strictObject({ kind: z.literal("changed"), path: pathSchema, before: anything, after: anything }),
    z.strictObject({ kind: z.literal("renamed"), path: pathSchema, before: z.string(), after: z.string() }),
    z.strictObject({
      kind: z.literal("reordered"),
      path: pathSchema,
      before: z.array(z.string()),
      after: z.array(z.string()),
    }),
    z.strictObject({
      kind: z.literal("edited"),
      path: pathSchema,
      before: z.string().nullable(),
      after: z.string().nullable(),
      within: z.array(z.string()).meta({ description: "Titles of what it stands in, the outermost first." }),
      stoodIn: z
        .array(z.string())
        .meta({ description: "Titles of what it stood in before; of what is new, as `within`." }),
      movedFrom: z.array(z.string()).nullable(),
      template: z.enum(["became", "ceased"]).nullable(),
    }),
  ])
  .meta({ id: "change", description: "A fact about the two bundles, without an opinion." });

const tokens = z
  .strictObject({ system: number, messages: number, tools: number, total: number })
  .meta({ id: "requestTokens" });

const contract = z
  .strictObject({
    contract: z.string(),
    before: digest.nullable().meta({ description: "The bundle before; null where the contract was not there." }),
    after: digest.nullable().meta({ description: "The bundle after; null where the contract is gone." }),
    severity: level.meta({ description: "The worst of its findings, what is waived left out." }),
    findings: z.array(changeFinding).meta({ description: "The worst first." }),
    waived: z.array(z.strictObject({ finding: changeFinding, waiver: waiverSchema })),
    changes: z.array(change),
    tokens: z.strictObject({
      before: tokens,
      after: tokens,
      encoding: z.string(),
      limit: z
        .strictObject({ before: number.nullable(), after: number.nullable() })
        .meta({ description: "budgets.max_tokens of a whole run." }),
    }),
    rollout: z
      .array(
        z.strictObject({
          who: z.enum(["application", "readers", "tools", "contract", "conversations", "cleanup"]),
          says: z.string(),
        }),
      )
      .meta({ description: "In this order nothing breaks on the way; empty where the order is of no matter." }),
  })
  .meta({ id: "contract" });

const side = z.strictObject({ name: z.string(), how: z.string().nullable() });

export const diffDataSchema = z.strictObject({
  base: side,
  head: side,
  severity: level,
  reach,
  counts: z.strictObject({ breaking: number, dangerous: number, safe: number, waived: number }),
  contracts: z.array(contract).meta({ description: "Those that changed, by name." }),
  unreadable: z.array(z.string()).meta({ description: "Contracts about which nothing is known." }),
  faults: z.array(findingSchema).meta({ description: "What check refuses on the new side, and did not before." }),
  inherited: z.array(findingSchema).meta({ description: "What check refused before, too." }),
  waivers: z.array(findingSchema).meta({ description: "What is wrong with waivers: ended, unused." }),
  fragments: z
    .array(z.strictObject({ file: z.string(), contracts: z.array(z.string()) }))
    .meta({ description: "Files that changed and that several of these contracts take in." }),
});

export const diffSchema = envelopeOf(z.literal("diff"), diffDataSchema).meta({
  title: "the report of promptctl diff",
  description: "What promptctl diff --format json writes. What holds nothing is null, never left out.",
});
