import { Failure } from "../../core/failure.ts";
import { isJsonObject } from "../../core/json.ts";
import type { RunRecord } from "../../core/run/records/schema.ts";
import { callbackRecords } from "./callback.ts";
import { type FileRecords, fileRecords } from "./file.ts";
import { noRecords, type Records } from "./records.ts";

/** The path of a file, that with its limits, or a function that takes each record. */
export type RecordsOption = string | FileRecords | ((record: RunRecord) => unknown);

/** @throws Failure USAGE */
export function openRecords(option: RecordsOption | undefined): Records {
  if (option === undefined) return noRecords;
  if (typeof option === "function") return callbackRecords(option);
  const wanted: unknown = typeof option === "string" ? { file: option } : option;
  if (!isJsonObject(wanted)) throw wrong('a file such as "runs.jsonl", { file, max_bytes, keep }, or a function');
  const { file, max_bytes, keep, ...others } = wanted;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw wrong(`made of file, max_bytes and keep; there is no ${unknown}`);
  if (typeof file !== "string" || file === "") throw wrong("missing the path of its `file`");
  for (const [name, value] of Object.entries({ max_bytes, keep })) {
    if (value !== undefined && !(Number.isInteger(value) && Number(value) >= 1))
      throw wrong(`wrong: ${name} is a whole number of at least 1`);
  }
  return fileRecords(wanted as unknown as FileRecords);
}

function wrong(wanted: string): Failure {
  return new Failure("USAGE", { message: `connect: \`records\` is ${wanted}`, hint: "see README.md" });
}
