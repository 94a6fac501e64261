import { z } from "zod";
import type { Digest } from "../../bundle/digest.ts";
import { endlessNumber, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { parseYaml } from "../../yaml/parse.ts";
import { json, wholeNumber } from "../../shape/pieces.ts";
import type { ModelMessage, ModelReply } from "../exchange.ts";
import { sealOf } from "./document.ts";
import { plainDocument, type RecordingDocument } from "./plain.ts";
import { type RecordedExchange, type Recording, recordingFormat, type Setup } from "./recording.ts";

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

/** Why a file is no recording, and in which line that shows. */
export interface RecordingFault {
  readonly line: number;
  readonly message: string;
}

/** Reads the text of a recording's file. What was changed since it was recorded is a fault. */
export function readRecording(
  text: string,
  where: Where,
): { readonly recording: Recording } | { readonly fault: RecordingFault } {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    return { fault: brokenJson(text, error) };
  }
  try {
    const endless = endlessNumber(text, value);
    if (endless !== -1) return { fault: { line: lineAt(text, endless), message: "a number in it is too large" } };
    return checkDocument(value, text, where);
  } catch (error) {
    // Ten thousand brackets in a row are more than any walk through them can hold.
    if (error instanceof RangeError) return { fault: { line: 1, message: "it is nested too deeply" } };
    throw error;
  }
}

interface Where {
  readonly contract: string;
  readonly task: string;
}

function checkDocument(
  value: Json,
  text: string,
  where: Where,
): { readonly recording: Recording } | { readonly fault: RecordingFault } {
  const document = plainDocument(value) ?? schemaDocument(value);
  if (document instanceof z.ZodError) return { fault: misfit(text, document) };
  const { contract, task, setups, trials } = document;
  if (contract !== where.contract || task !== where.task)
    return { fault: { line: lineOf(text, "task"), message: `it is of the task ${task} of ${contract}` } };
  const read = trials.map(({ repeat, exchanges }) => ({
    repeat,
    exchanges: exchanges.map((one): RecordedExchange | RecordingFault => {
      const known = setups[one.setup];
      if (known === undefined) return { line: lineOf(text, one.asks), message: `there is no setup ${one.setup}` };
      const complete = { ...one, setup: known };
      if (sealOf({ contract, task, repeat }, complete) === one.seal) return complete;
      return { line: lineOf(text, one.asks), message: "it was changed after it was recorded" };
    }),
  }));
  const fault = read.flatMap(({ exchanges }) => exchanges).find((one) => "line" in one);
  if (fault !== undefined) return { fault };
  return { recording: { contract, task, trials: read as Recording["trials"] } };
}

/** What the schema reads of a document, or what is wrong with it. */
export function schemaDocument(value: Json): RecordingDocument | z.ZodError {
  const parsed = schema.safeParse(value);
  if (!parsed.success) return parsed.error;
  const { contract, task, setups, trials } = parsed.data;
  return { contract, task, setups, trials };
}

function brokenJson(text: string, error: unknown): RecordingFault {
  const conflict = /^(?:<{7}|={7}|>{7})(?: .*)?$/m.exec(text);
  if (conflict !== null) return { line: lineAt(text, conflict.index), message: "it holds marks of a merge conflict" };
  const [, position] = /position (\d+)/.exec(String(error)) ?? [];
  const offset = position === undefined ? text.length : Number(position);
  return { line: lineAt(text, offset), message: "it is not JSON from here on" };
}

function misfit(text: string, { issues: [issue] }: z.ZodError): RecordingFault {
  const path = (issue?.path ?? []).map((step) => (typeof step === "number" ? step : String(step)));
  const { line } = parseYaml("recording", text).locate(path);
  return { line, message: `${path.join(".")}: ${issue?.message ?? "it is not as recordings are"}` };
}

function lineOf(text: string, mark: string): number {
  return lineAt(text, Math.max(0, text.indexOf(mark)));
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
