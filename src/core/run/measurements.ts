import { type CounterName, type HistogramName } from "./instruments.ts";
import type { RunRecord } from "./records/schema.ts";

export type Measurement = { readonly value: number; readonly attributes: Labels } & (
  | { readonly kind: "counter"; readonly instrument: CounterName }
  | { readonly kind: "histogram"; readonly instrument: HistogramName }
);

/** Few values each: never an id of a run or of a session, which would make a series of each. */
export type Labels = Readonly<Record<string, string>>;

/**
 * What instruments are told of one run. What was not measured is not told; what did not happen is counted as 0, so that
 * "never" and "not known" are two things.
 *
 * @param isFirst whether it is the first run of its session
 */
export function measurementsOf(record: RunRecord, isFirst: boolean): readonly Measurement[] {
  const attributes = labelsOf(record);
  const { tokens, tool_calls, steps, seconds, spend_usd, decisions, stop_reason, turn } = record;
  const isWaiting = stop_reason === "needs_confirmation";
  const amount = (instrument: HistogramName, value: number | null): readonly Measurement[] =>
    value === null ? [] : [{ kind: "histogram", instrument, value, attributes }];
  const count = (instrument: CounterName, value: number | boolean): Measurement => ({
    kind: "counter",
    instrument,
    value: Number(value),
    attributes,
  });
  return [
    {
      ...count("runs", true),
      attributes: { ...attributes, "promptctl.stop_reason": isWord.test(stop_reason) ? stop_reason : "other" },
    },
    count("sessions", isFirst),
    count("turns", (turn ?? 0) + 1),
    count("errors", record.error !== null || stop_reason === "error"),
    ...(decisions === null && !isWaiting
      ? []
      : [count("confirmations", isWaiting || (decisions !== null && decisions.confirm > 0))]),
    ...(decisions === null ? [] : [count("denials", decisions.deny > 0)]),
    ...amount("tokens", tokens === null ? null : tokens.input + tokens.output),
    ...amount("tool_calls", tool_calls),
    ...amount("steps", steps),
    ...amount("seconds", seconds),
    ...amount("spend_usd", spend_usd),
  ];
}

/** A host may say any text as its stop reason, and each one would be a series for ever. */
const isWord = /^[\w.:-]{1,64}$/;

function labelsOf({ contract, bundle, label, serial, variant }: RunRecord): Labels {
  const known: Readonly<Record<string, string | number | null>> = {
    "promptctl.contract": contract,
    "promptctl.bundle": bundle,
    "promptctl.label": label,
    "promptctl.serial": serial,
    "promptctl.variant": variant,
  };
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
  );
}
