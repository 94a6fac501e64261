import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";

/** A span of an OTLP JSON export, as far as runs of agents are read from it. */
export interface Span {
  readonly trace: string;
  readonly id: string;
  readonly parent: string;
  /** `gen_ai.operation.name`: `invoke_agent`, `chat`, `execute_tool`; `null` of what has nothing to do with models. */
  readonly operation: string | null;
  readonly attributes: Attributes;
  /** Nanoseconds since 1970, as text: no double holds them. */
  readonly start: string | null;
  readonly end: string | null;
  /** What went wrong, where something did. */
  readonly error: string | null;
}

export type Attributes = ReadonlyMap<string, Json>;

/** One ExportTraceServiceRequest, as a collector's file exporter writes one in a line. */
export function isTraces(value: Json): value is JsonObject {
  return isJsonObject(value) && isJsonArray(value["resourceSpans"]);
}

/** https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto */
export function spansIn(request: JsonObject): readonly Span[] {
  return objectsIn(request["resourceSpans"])
    .flatMap((resource) => objectsIn(resource["scopeSpans"]))
    .flatMap((scope) => objectsIn(scope["spans"]))
    .map(readSpan);
}

function objectsIn(value: Json | undefined): readonly JsonObject[] {
  return isJsonArray(value) ? value.filter(isJsonObject) : [];
}

function readSpan(span: JsonObject): Span {
  const attributes = attributesIn(span["attributes"]);
  return {
    trace: textOf(span["traceId"]) ?? "",
    id: textOf(span["spanId"]) ?? "",
    parent: textOf(span["parentSpanId"]) ?? "",
    operation: textOf(attributes.get("gen_ai.operation.name")),
    attributes,
    start: nanosecondsOf(span["startTimeUnixNano"]),
    end: nanosecondsOf(span["endTimeUnixNano"]),
    error: errorIn(span["status"], attributes),
  };
}

function attributesIn(list: Json | undefined): Attributes {
  return new Map(
    objectsIn(list).flatMap(({ key, value }) => (typeof key === "string" ? [[key, valueOf(value)] as const] : [])),
  );
}

/** Whole numbers are texts in JSON, because they have 64 bits; who writes them as numbers means the same. */
function valueOf(value: Json | undefined): Json {
  if (!isJsonObject(value)) return null;
  const { stringValue, boolValue, doubleValue, intValue } = value;
  if (intValue !== undefined) return typeof intValue === "string" && intValue !== "" ? Number(intValue) : intValue;
  return stringValue ?? boolValue ?? doubleValue ?? null;
}

function textOf(value: Json | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function nanosecondsOf(value: Json | undefined): string | null {
  const text = typeof value === "number" ? BigInt(Math.trunc(value)).toString() : value;
  return typeof text === "string" && /^[1-9]\d{0,18}$/.test(text) ? text : null;
}

function errorIn(status: Json | undefined, attributes: Attributes): string | null {
  const { code, message } = isJsonObject(status) ? status : {};
  if (code !== 2 && code !== "STATUS_CODE_ERROR") return null;
  return textOf(message) ?? textOf(attributes.get("error.type")) ?? "the span says no more";
}
