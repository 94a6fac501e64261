import type { z } from "zod";
import { endlessNumber, type Json } from "../../json.ts";
import { parseYaml } from "../../yaml/parse.ts";
import { sealOf } from "./document.ts";
import { documentBySchema } from "./by-schema.ts";
import { plainDocument } from "./plain.ts";
import type { RecordedExchange, Recording } from "./recording.ts";

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
  const plain = plainDocument(value);
  const parsed = plain === null ? documentBySchema(value) : { document: plain };
  if ("error" in parsed) return { fault: misfit(text, parsed.error) };
  const { contract, task, setups, trials } = parsed.document;
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
