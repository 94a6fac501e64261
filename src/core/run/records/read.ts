import { type Json, parseJson } from "../../json.ts";
import { shapeFaults } from "../../shape/faults.ts";
import { type RunRecord, recordShape } from "./schema.ts";

export interface ReadRecords {
  readonly records: readonly RunRecord[];
  /** What is wrong, line by line. */
  readonly faults: readonly RecordFault[];
}

export interface RecordFault {
  readonly line: number;
  /** What the line says it is about, where it says that. */
  readonly run: string | null;
  /** One sentence, which names the field. */
  readonly message: string;
}

/** Run records as JSON Lines; also one record, or a list of them, as a JSON document. A broken line costs no other. */
export function readRecords(text: string): ReadRecords {
  const whole = parseJson(text);
  const documents: readonly { readonly line: number; readonly value: Json | undefined }[] = Array.isArray(whole)
    ? whole.map((value: Json) => ({ line: 1, value }))
    : whole === undefined
      ? text
          .split("\n")
          .flatMap((line, index) => (line.trim() === "" ? [] : [{ line: index + 1, value: parseJson(line) }]))
      : [{ line: 1, value: whole }];
  const read = documents.map(({ line, value }) => readRecord(line, value));
  return {
    records: read.flatMap((one) => (one.kind === "record" ? [one.record] : [])),
    faults: read.flatMap((one) => (one.kind === "faults" ? one.faults : [])),
  };
}

type ReadRecord =
  | { readonly kind: "record"; readonly record: RunRecord }
  | { readonly kind: "faults"; readonly faults: readonly RecordFault[] };

function readRecord(line: number, value: Json | undefined): ReadRecord {
  if (value === undefined) {
    return {
      kind: "faults",
      faults: [{ line, run: null, message: "this is no JSON: a record is one object in one line" }],
    };
  }
  const parsed = recordShape.schema.safeParse(value);
  if (parsed.success) return { kind: "record", record: parsed.data };
  const { run_id: id = null } = typeof value === "object" && value !== null && "run_id" in value ? value : {};
  const run = typeof id === "string" ? id : null;
  const faults = shapeFaults(parsed.error, value, recordShape).map(({ message }) => ({ line, run, message }));
  return { kind: "faults", faults };
}
