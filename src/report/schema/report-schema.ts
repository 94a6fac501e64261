import { z } from "zod";
import { exitCodes } from "../exit.ts";

/** Anything that JSON can hold. */
export const anything = z.any();

export const placeSchema = z
  .strictObject({
    file: z.string(),
    line: z.int().min(1),
    column: z.int().min(1),
  })
  .meta({ id: "place", description: "A character of a file of the repository." });

export const pathSchema = z
  .array(z.union([z.string(), z.int()]))
  .meta({ id: "path", description: "Where in a contract: keys, positions, and names of items of named lists." });

export const fingerprintSchema = z
  .string()
  .regex(/^[0-9a-f]{16}$/)
  .meta({ id: "fingerprint", description: "The name of a finding, for a waiver." });

export const findingSchema = z
  .strictObject({
    rule: z.string(),
    level: z.enum(["error", "warning", "note"]),
    message: z.string(),
    hint: z.string().nullable(),
    contract: z.string().nullable(),
    path: pathSchema,
    place: placeSchema.nullable(),
    frame: z.string().nullable().meta({ description: "The lines around the place, as an editor shows them." }),
    fingerprint: fingerprintSchema.nullable(),
  })
  .meta({ id: "finding", description: "A finding of promptctl check." });

export const waiverSchema = z.strictObject({
  fingerprint: fingerprintSchema,
  rule: z.string(),
  reason: z.string(),
  expires: z.iso.date(),
});

/** What every report is, whatever the command learned. */
export function envelopeOf<Data extends z.ZodType>(command: z.ZodType<string>, data: Data) {
  return z.union([
    z.strictObject({
      ...common,
      command,
      answer: z.enum(["yes", "no", "unknown", "stopped"]),
      data,
      failure: z.null(),
    }),
    z
      .strictObject({
        ...common,
        command: command.nullable(),
        answer: z.null(),
        data: z.null(),
        failure: z.strictObject({
          code: z.string(),
          message: z.string(),
          hint: z.string().nullable(),
          place: placeSchema.nullable(),
          findings: z.array(findingSchema),
        }),
      })
      .meta({ description: "There is no answer, and this is why." }),
  ]);
}

const common = {
  format: z.literal("promptctl/report/1"),
  exit: z
    .literal(exitCodes.map(({ code }) => code))
    .meta({ description: exitCodes.map(({ code, word, when }) => `${code} ${word}: ${when}`).join(". ") }),
  verdict: z.string().meta({ description: "One sentence that agrees with the answer." }),
};

export const reportSchema = envelopeOf(z.string(), z.record(z.string(), anything)).meta({
  title: "a report of promptctl",
  description: "What every command writes with --format json.",
});
