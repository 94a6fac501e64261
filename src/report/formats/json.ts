import type { Failure } from "../../core/failure.ts";
import type { Json, JsonObject } from "../../core/json.ts";
import { exitOfAnswer, exitOfFailure } from "../exit.ts";
import type { Report } from "../report.ts";

export const reportFormat = "promptctl/report/1";

/** One document for machines: the answer, and what the command learned. */
export function sayJson({ command, answer, verdict, data, document }: Report): string {
  if (document !== undefined && typeof document !== "string") return sayDocument(document);
  return sayDocument({
    format: reportFormat,
    command,
    answer,
    exit: exitOfAnswer(answer),
    verdict,
    data,
    failure: null,
  });
}

/** The same shape when there is no answer. */
export function sayJsonFailure(command: string | null, failure: Failure): string {
  const { code, message, hint, place, findings } = failure;
  return sayDocument({
    format: reportFormat,
    command,
    answer: null,
    exit: exitOfFailure(failure.kind),
    verdict: message,
    data: null,
    failure: { code, message, hint, place: asJson(place), findings: asJson(findings) },
  });
}

/** Ends with a newline, as a file does. In JSON nothing stands that a CI takes for a command of the older form. */
export function sayDocument(document: JsonObject | string): string {
  if (typeof document === "string") return `${document}\n`;
  return `${JSON.stringify(document, null, 2).replaceAll("##[", "#\\u0023[")}\n`;
}

/** Values that hold only JSON, whose interfaces do not say so. */
export function asJson(value: unknown): Json {
  return value as Json;
}
