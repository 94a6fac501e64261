import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../core/json.ts";

/** An answer 200 that says that there was an error, as gateways do. */
export function errorIn(document: Json | undefined): string | null {
  if (!isJsonObject(document) || !isJsonObject(document["error"])) return null;
  return saidIn(document, "");
}

/** The provider's own sentence. */
export function saidIn(document: Json | undefined, text: string): string {
  const told = isJsonObject(document) ? document : {};
  const error = isJsonObject(told["error"]) ? told["error"] : told;
  // OpenRouter says "Provider returned error", and keeps beside it what that one said.
  const beside = isJsonObject(error["metadata"]) ? error["metadata"]["raw"] : null;
  const said = [beside, error["message"], told["error"], told["message"], told["detail"]].find(
    (value) => typeof value === "string" && value.trim() !== "",
  );
  return (typeof said === "string" ? said : text).trim().replaceAll(/\s+/g, " ").slice(0, 500);
}

const passingCodes: readonly Json[] = ["server_error", "rate_limit_exceeded", "overloaded_error", "api_error"];

/** Whether it may be otherwise in a moment. A quota that is used up is not. */
export function isPassing({ ok, status, headers }: Response, document: Json | undefined): boolean {
  const error = isJsonObject(document) && isJsonObject(document["error"]) ? document["error"] : {};
  const code = error["code"] ?? error["type"] ?? null;
  if (code === "insufficient_quota" || headers.get("x-should-retry") === "false") return false;
  const number = ok ? code : status;
  if (typeof number === "number") return number === 408 || number === 409 || number === 429 || number >= 500;
  return passingCodes.includes(code);
}

/** Whether the key is what is wrong; Google says so with 400. */
export function isAboutKey(status: number, error: string): boolean {
  return status === 401 || (status === 400 && /\bAPI key\b/i.test(error));
}

/** Google says in the body how long to wait: `google.rpc.RetryInfo`, "34s". In milliseconds. */
export function askedIn(document: Json | undefined): number | null {
  const error = isJsonObject(document) && isJsonObject(document["error"]) ? document["error"] : {};
  const details = isJsonArray(error["details"]) ? error["details"] : [];
  const delays = details.map((one) =>
    isJsonObject(one) ? /^(\d+(?:\.\d+)?)s$/.exec(String(one["retryDelay"])) : null,
  );
  const seconds = delays.find((delay) => delay !== null)?.[1];
  return seconds === undefined ? null : Number(seconds) * 1_000;
}

/**
 * Groq refuses a call that its model made wrong with 400, and says what it made: the model has answered, and badly.
 *
 * @returns the same as chat completions would say it, with Groq's code as the stop reason; `null` where it is not so
 */
export function failedGeneration(document: Json | undefined): JsonObject | null {
  const error = isJsonObject(document) && isJsonObject(document["error"]) ? document["error"] : {};
  const { code = null, failed_generation: content } = error;
  if (typeof content !== "string" || typeof code !== "string") return null;
  return { choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: code }] };
}
