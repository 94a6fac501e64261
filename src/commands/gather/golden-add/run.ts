import { resolve } from "node:path";
import { Failure } from "../../../core/failure.ts";
import type { Replacement } from "../../../core/golden/incident/replace.ts";
import { didYouMean } from "../../../core/nearest.ts";
import { readRecords } from "../../../core/run/records/read.ts";
import type { RunRecord } from "../../../core/run/records/schema.ts";
import { decodeText } from "../../../core/text.ts";
import { readBytes } from "../../../world/files.ts";
import { unpackedBytes } from "../../../world/records/bytes.ts";
import { readStandardInput } from "../../../world/stdin.ts";
import type { World } from "../../../world/world.ts";

export interface IncidentWish {
  readonly from: string | null;
  readonly run: string | null;
  readonly incident: string | null;
  readonly id: string | null;
  readonly out: string | null;
}

export interface RecordedRun {
  readonly run: RunRecord;
  readonly records: readonly RunRecord[];
}

/** @throws Failure USAGE, UNKNOWN_RUN */
export async function readRun({ from, run }: IncidentWish, world: World): Promise<RecordedRun> {
  if (from === null)
    throw new Failure("USAGE", {
      message: "where is the run recorded?",
      hint: "name the file: --from run.jsonl, or - for what is piped in",
    });
  const bytes = from === "-" ? await readStandardInput() : await readBytes(resolve(world.cwd, from));
  const text = bytes === null ? null : decodeText(await unpackedBytes(bytes));
  if (text === null) {
    const message = bytes === null ? `there is no file ${from}` : `${from} is not UTF-8 text`;
    throw new Failure("USAGE", { message, hint: "--from takes run records: one JSON object in a line" });
  }
  const { records, faults } = readRecords(text);
  const said = faults.map(({ line, run: id, message }) => `line ${line}${id === null ? "" : ` (${id})`}: ${message}`);
  const wanted = records.filter(({ run_id }) => run === null || run_id === run);
  const near = run === null || wanted.length > 0 ? wanted : records.filter(({ run_id }) => run_id.startsWith(run));
  const [found] = near;
  if (found === undefined || (near.length > 1 && new Set(near.map(({ run_id }) => run_id)).size > 1)) {
    const known = [...new Set(records.map(({ run_id }) => run_id))];
    throw new Failure("UNKNOWN_RUN", {
      run: near.length > 1 ? null : run,
      file: from,
      known,
      faults: said,
      meant: run === null ? null : didYouMean(run, known),
    });
  }
  return { run: near.at(-1) ?? found, records };
}

/** @throws Failure USAGE */
export function readReplacements(written: readonly string[]): readonly Replacement[] {
  return written.map((one) => {
    const at = one.indexOf("=");
    if (at > 0) return { from: one.slice(0, at), to: one.slice(at + 1) };
    throw new Failure("USAGE", {
      message: `--replace takes 'text=other text', not '${one}'`,
      hint: "for example --replace 'Ada Lovelace=Customer'",
    });
  });
}
