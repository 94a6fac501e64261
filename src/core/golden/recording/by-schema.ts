import { z } from "zod";
import type { Digest } from "../../bundle/digest.ts";
import { isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { json, wholeNumber } from "../../shape/pieces.ts";
import type { ModelMessage, ModelReply } from "../exchange.ts";
import type { RecordingDocument } from "./plain.ts";
import { recordingFormat, type Setup } from "./recording.ts";

const digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, "expected a digest")
  .transform((text) => text as Digest);

const text = z
  .union([z.string(), z.array(z.string())])
  .transform((lines) => (typeof lines === "string" ? lines : lines.join("\n")));

/** Taken as it is: a copy would lose a key that is called __proto__, and the seal would not fit. */
const object = z.custom<JsonObject>(isJsonObject, "expected an object");

const calls = z.array(z.strictObject({ id: z.string(), name: z.string(), arguments: z.union([object, z.string()]) }));

const tokenCount = wholeNumber(0).nullable();

const reply = z
  .strictObject({
    text,
    calls: calls.default([]),
    stop_reason_raw: z.string().nullable(),
    tokens: z
      .strictObject({
        input: wholeNumber(0),
        output: wholeNumber(0),
        cached: tokenCount,
        cache_write: tokenCount,
        reasoning: tokenCount,
      })
      .nullable(),
    seconds: z.number().min(0),
    opaque: json().default(null),
  })
  .transform((value): ModelReply => value);

const message = z
  .strictObject({
    role: z.enum(["user", "assistant", "tool"]),
    content: text,
    calls: calls.optional(),
    call_id: z.string().optional(),
    opaque: json().default(null),
  })
  .transform(({ opaque, ...said }) => ({ said, opaque }) as ModelMessage);

const exchange = z.strictObject({
  asks: digest,
  setup: wholeNumber(0),
  continues: z.boolean().default(false),
  messages: z.array(message),
  reply,
  seal: digest,
});

const setup = z
  .strictObject({
    model: z.looseObject({ provider: z.string(), name: z.string() }),
    system: digest,
    tools: z.array(z.strictObject({ name: z.string(), digest })),
    output: digest.nullable(),
  })
  .transform((value) => value as Setup);

const schema = z.strictObject({
  format: z.literal(recordingFormat),
  contract: z.string(),
  task: z.string(),
  trials: z.array(z.strictObject({ repeat: wholeNumber(0), exchanges: z.array(exchange) })),
  setups: z.array(setup),
});

/** What the schema reads of a document, or what is wrong with it. */
export function documentBySchema(
  value: Json,
): { readonly document: RecordingDocument } | { readonly error: z.ZodError } {
  const parsed = schema.safeParse(value);
  if (!parsed.success) return { error: parsed.error };
  const { contract, task, setups, trials } = parsed.data;
  return { document: { contract, task, setups, trials } };
}
