import { isJsonArray, isJsonObject, type Json, type JsonObject, partAt } from "../../core/json.ts";
import type { Report } from "../report.ts";

/** What later steps of a workflow may ask for: numbers and names, no text that anybody wrote. `""` is what nobody knows. */
export function gateOutputs({ answer, data }: Report, exit: number): Readonly<Record<string, string>> {
  const [diff, tests] = [partOf(data, "diff"), partOf(data, "golden tasks")];
  const number = (part: JsonObject | null, ...path: readonly string[]): string => {
    const value = part === null ? undefined : partAt(part, path);
    return typeof value === "number" ? String(value) : "";
  };
  return {
    verdict: answer,
    "exit-code": String(exit),
    changed: data["changed"] === undefined ? "" : String(data["changed"] === true),
    "breaking-count": number(diff, "counts", "breaking"),
    "dangerous-count": number(diff, "counts", "dangerous"),
    "safe-count": number(diff, "counts", "safe"),
    passed: number(tests, "passed"),
    failed: number(tests, "failed"),
    unmeasured: number(tests, "unmeasured"),
    "base-digests": digestsIn(diff, "before"),
    "head-digests": digestsIn(diff, "after"),
  };
}

function partOf({ parts }: JsonObject, name: string): JsonObject | null {
  const found = isJsonArray(parts) ? parts.find((part) => isJsonObject(part) && part["name"] === name) : undefined;
  const data = isJsonObject(found) ? found["data"] : undefined;
  return isJsonObject(data) ? data : null;
}

/** The bundle of each contract that changed, on one side: `{"support":"sha256:…"}`. */
function digestsIn(diff: JsonObject | null, side: "before" | "after"): string {
  const contracts = diff === null ? undefined : diff["contracts"];
  const digests = (isJsonArray(contracts) ? contracts : []).flatMap((one): [string, Json][] => {
    if (!isJsonObject(one) || typeof one["contract"] !== "string") return [];
    const digest = one[side];
    return typeof digest === "string" ? [[one["contract"], digest]] : [];
  });
  return JSON.stringify(Object.fromEntries(digests));
}
