import type { Analysis } from "../../core/analysis/comparison.ts";
import type { JsonObject } from "../../core/json.ts";
import { asJson } from "../formats/json.ts";

/** Field by field: what is in here is a promise to programs, and `schema/analyze-schema.ts` says it. */
export function analysisData(analysis: Analysis): JsonObject {
  const { contract, label, compared, source, accounting, notes, metrics, excesses, decision, at } = analysis;
  return {
    contract,
    label,
    at,
    source,
    compared: asJson(compared),
    decision: asJson(decision),
    excesses: asJson(excesses),
    metrics: asJson(metrics),
    accounting: asJson(accounting),
    notes: [...notes],
    acted: null,
  };
}
