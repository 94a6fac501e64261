import type { Json, JsonObject } from "../../src/core/json.ts";

/** A span as OTLP JSON has it: whole numbers are texts there. */
export function otlpSpan(
  id: string,
  parent: string,
  attributes: Readonly<Record<string, string | number | boolean>>,
  rest: JsonObject = {},
): JsonObject {
  return {
    traceId: "5b8efff798038103d269b633813fc60c",
    spanId: id,
    parentSpanId: parent,
    name: "span",
    kind: 1,
    startTimeUnixNano: "1763632800000000000",
    endTimeUnixNano: "1763632801500000000",
    attributes: Object.entries(attributes).map(([key, value]) => ({ key, value: otlpValue(value) })),
    status: {},
    ...rest,
  };
}

function otlpValue(value: string | number | boolean): Json {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

/** One export, as a collector's file exporter writes one in a line. */
export function otlpRequest(...spans: readonly JsonObject[]): JsonObject {
  return { resourceSpans: [{ resource: { attributes: [] }, scopeSpans: [{ scope: { name: "promptctl" }, spans }] }] };
}
