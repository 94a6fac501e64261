import { isJsonArray, isJsonObject, type Json, type JsonObject, parseJson } from "../../json.ts";

/** One series of an answer. */
export interface Row {
  readonly labels: Readonly<Record<string, string>>;
  /** Ascending in time. */
  readonly points: readonly Point[];
}

export interface Point {
  /** Seconds since 1970. */
  readonly at: number;
  readonly value: number;
}

export interface Answered {
  readonly rows: readonly Row[];
  /** The server's own: of several that it asked, one did not answer. */
  readonly warnings: readonly string[];
  /** Values that were no number, and native histograms: they are left out. */
  readonly unusable: number;
}

export type ReadAnswer =
  | ({ readonly kind: "rows" } & Answered)
  /** The server's own words. */
  | { readonly kind: "refused"; readonly why: string }
  | { readonly kind: "foreign" };

/** The answer of `/api/v1/query` or `/api/v1/query_range`: https://prometheus.io/docs/prometheus/latest/querying/api/ */
export function readAnswer(text: string): ReadAnswer {
  const answer = parseJson(text);
  if (!isJsonObject(answer)) return { kind: "foreign" };
  const { status, error, errorType, data, warnings } = answer;
  if (status === "error" && typeof error === "string")
    return { kind: "refused", why: typeof errorType === "string" ? `${errorType}: ${error}` : error };
  if (status !== "success" || !isJsonObject(data) || !isJsonArray(data["result"])) return { kind: "foreign" };
  if (data["resultType"] !== "vector" && data["resultType"] !== "matrix") return { kind: "foreign" };
  const series = data["result"].filter(isJsonObject);
  const points = series.map(pointsOf);
  const finite = points.map((all) => all.filter(({ value }) => Number.isFinite(value)));
  return {
    kind: "rows",
    rows: series.flatMap(({ metric }, index) => {
      const usable = finite[index] ?? [];
      return usable.length === 0 ? [] : [{ labels: labelsOf(metric), points: usable }];
    }),
    warnings: isJsonArray(warnings) ? warnings.filter((one) => typeof one === "string") : [],
    unusable:
      points.flat().length -
      finite.flat().length +
      series.filter((one) => one["histogram"] ?? one["histograms"]).length,
  };
}

function pointsOf({ value, values }: JsonObject): readonly Point[] {
  const pairs: readonly Json[] = isJsonArray(values) ? values : value === undefined ? [] : [value];
  return pairs.flatMap((pair) => (isJsonArray(pair) ? [{ at: Number(pair[0]), value: numberOf(pair[1]) }] : []));
}

/** They are written as text: `"12"`, `"NaN"`, `"+Inf"`. */
function numberOf(text: Json | undefined): number {
  return typeof text === "string" && text !== "" ? Number(text) : Number.NaN;
}

function labelsOf(metric: Json | undefined): Readonly<Record<string, string>> {
  if (!isJsonObject(metric)) return {};
  return Object.fromEntries(Object.entries(metric).map(([name, value]) => [name, String(value)]));
}
