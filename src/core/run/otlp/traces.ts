import { isJsonObject, type Json, type JsonObject } from "../../json.ts";

export function isOtlp(value: Json): value is JsonObject {
  return isJsonObject(value) && (value["resourceSpans"] !== undefined || value["resource_spans"] !== undefined);
}

export function openTraces(take: (record: JsonObject) => void) {
  void take;
  return { add: (request: JsonObject): void => void request, end: (): void => undefined };
}
