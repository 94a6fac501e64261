import { z } from "zod";
import { diffDataSchema } from "./diff-schema.ts";
import { anything, envelopeOf } from "./report-schema.ts";
import { runData } from "./test-schema.ts";

const said = {
  answer: z.enum(["yes", "no", "unknown", "stopped"]),
  verdict: z.string(),
};

const nothing = z.strictObject({}).meta({ description: "It was not asked, or gave no answer." });

const part = z
  .discriminatedUnion("name", [
    z.strictObject({ name: z.literal("check"), ...said, data: z.record(z.string(), anything) }),
    z.strictObject({ name: z.literal("diff"), ...said, data: z.union([diffDataSchema, nothing]) }),
    z.strictObject({ name: z.literal("golden tasks"), ...said, data: z.union([runData, nothing]) }),
  ])
  .meta({ id: "gatePart", description: "One of the things that a change is asked, with what that command learned." });

const gateData = z.strictObject({
  changed: z.boolean().meta({ description: "Whether there is anything that somebody has to read." }),
  base: z.string().meta({ description: "What the change is compared with." }),
  how: z.string().nullable().meta({ description: "How the base was found, where nobody named it." }),
  policy: z.array(z.string()).meta({ description: "Files that changes are judged by, and that this change alters." }),
  waivers: z
    .array(z.strictObject({ rule: z.string(), message: z.string(), reason: z.string() }))
    .meta({ description: "What this change itself lets pass." }),
  foreign: z.string().nullable().meta({ description: "Why nothing of the change is run; null where it may be." }),
  untold: z.array(z.string()).meta({ description: "What --github could not tell." }),
  parts: z.array(part).meta({ description: "Empty where nothing changed that anybody has to be asked about." }),
});

export const gateSchema = envelopeOf(z.literal("gate"), gateData).meta({
  title: "the report of promptctl gate",
  description: "What promptctl gate --format json writes. What holds nothing is null.",
});
