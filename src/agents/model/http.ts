import { Failure, sayCause } from "../../core/failure.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject, parseJson } from "../../core/json.ts";
import { askedPause, type Patience, pauseAfter } from "./retry.ts";

/** What is said about an answer that did not come, or a setting that was not sent. */
export type ModelNotice =
  | { readonly kind: "retried"; readonly model: string; readonly why: string; readonly seconds: number }
  | { readonly kind: "unsaid"; readonly model: string; readonly setting: string; readonly why: string };

export interface Line {
  /** In sentences. */
  readonly model: string;
  readonly patience: Patience;
  /** Milliseconds by the clock of `patience` at which nobody waits any longer. */
  readonly deadline: number;
  readonly signal: AbortSignal;
  readonly notice: (notice: ModelNotice) => void;
  /** Takes keys out of a text. */
  readonly redact: (text: string) => string;
  /** What is sent instead of what the SDK made. */
  readonly reword: (body: JsonObject) => JsonObject;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds of an attempt that succeeded. */
  readonly took: (milliseconds: number) => void;
}

type Attempt =
  | { readonly kind: "answer"; readonly response: Response }
  | { readonly kind: "transient"; readonly why: string; readonly asked: number | null };

/**
 * `fetch` as the SDK is given it: sends the contract's words, tries again what is transient, and gives back whole
 * answers only.
 *
 * @throws Failure MODEL_SILENT where there is no answer, from a `fetch` that is called as usual
 */
export function patientFetch(line: Line): typeof fetch {
  return async (input, init) => {
    const sent = parseJson(typeof init?.body === "string" ? init.body : "");
    const body = isJsonObject(sent) ? JSON.stringify(line.reword(sent)) : init?.body;
    const headers = new Headers(init?.headers);
    for (const [name, value] of Object.entries(line.headers)) headers.append(name, value);
    for (let attempt = 0; ; attempt += 1) {
      const result = await tryOnce(line, input, { ...init, body: body ?? null, headers });
      if (result.kind === "answer") return result.response;
      const pause = pauseAfter(attempt, result.asked, line.patience.random());
      if (pause === null || line.patience.now() + pause >= line.deadline) throw silent(line, gaveUp(result, attempt));
      line.notice({ kind: "retried", model: line.model, why: line.redact(result.why), seconds: pause / 1_000 });
      await line.patience.wait(pause, line.signal);
    }
  };
}

async function tryOnce(line: Line, input: Parameters<typeof fetch>[0], init: RequestInit): Promise<Attempt> {
  const started = line.patience.now();
  let response: Response;
  let text: string;
  try {
    // A key is for one address, and follows no redirection.
    response = await fetch(input, { ...init, redirect: "manual", signal: line.signal });
    text = await response.text();
  } catch (cause) {
    line.signal.throwIfAborted();
    if (isTransient(cause)) return { kind: "transient", why: sayNetwork(cause), asked: null };
    throw silent(line, sayNetwork(cause));
  }
  const document = parseJson(text);
  const { status, headers } = response;
  const error = response.ok ? errorIn(document) : saidIn(document, text);
  if (error === null) {
    // An answer is one JSON document: what is none was cut off on its way.
    if (document === undefined) return { kind: "transient", why: "its answer broke off", asked: null };
    line.took(line.patience.now() - started);
    return { kind: "answer", response: new Response(text, { status, headers: plain(headers) }) };
  }
  const why = `${response.ok ? "" : `${status} `}${error}`.trim();
  if (isPassing(response, document)) {
    return { kind: "transient", why, asked: askedPause(headers) ?? askedIn(document) };
  }
  throw silent(line, why);
}

function silent({ model, redact }: Line, why: string): Failure {
  return new Failure("MODEL_SILENT", { model, why: redact(why) });
}

function gaveUp({ why, asked }: Attempt & { readonly kind: "transient" }, attempt: number): string {
  const tried = attempt === 0 ? "" : ` (tried ${attempt + 1} times)`;
  return `${why}${tried}${asked === null ? "" : `; it asks to wait ${Math.ceil(asked / 1_000)} s`}`;
}

/** An answer 200 that says that there was an error, as gateways do. */
function errorIn(document: Json | undefined): string | null {
  if (!isJsonObject(document) || !isJsonObject(document["error"])) return null;
  return saidIn(document, "");
}

/** The provider's own sentence. */
function saidIn(document: Json | undefined, text: string): string {
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
function isPassing({ ok, status, headers }: Response, document: Json | undefined): boolean {
  const error = isJsonObject(document) && isJsonObject(document["error"]) ? document["error"] : {};
  const code = error["code"] ?? error["type"] ?? null;
  if (code === "insufficient_quota" || headers.get("x-should-retry") === "false") return false;
  const number = ok ? code : status;
  if (typeof number === "number") return number === 408 || number === 409 || number === 429 || number >= 500;
  return passingCodes.includes(code);
}

/** Google says in the body how long to wait: `google.rpc.RetryInfo`, "34s". In milliseconds. */
function askedIn(document: Json | undefined): number | null {
  const error = isJsonObject(document) && isJsonObject(document["error"]) ? document["error"] : {};
  const details = isJsonArray(error["details"]) ? error["details"] : [];
  const delays = details.map((one) =>
    isJsonObject(one) ? /^(\d+(?:\.\d+)?)s$/.exec(String(one["retryDelay"])) : null,
  );
  const seconds = delays.find((delay) => delay !== null)?.[1];
  return seconds === undefined ? null : Number(seconds) * 1_000;
}

/**
 * What undici and the sockets below it call errors that stay: a name that does not exist will not exist soon, and who
 * needed five minutes to think would think, and cost, as long again.
 */
const lasting =
  /^(?:ENOTFOUND|CERT_|ERR_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT)/;

function isTransient(cause: unknown): boolean {
  const network = cause instanceof TypeError && /^(?:fetch failed|terminated)$/.test(cause.message);
  return network && !causes(cause).some((one) => lasting.test(codeOf(one)));
}

function sayNetwork(cause: unknown): string {
  const last = causes(cause).at(-1);
  const code = codeOf(last);
  const said = sayCause(last);
  if (code === "UND_ERR_SOCKET" || said === "terminated") return "the connection was cut";
  return said === "" ? `it cannot be reached${code === "" ? "" : ` (${code})`}` : `it cannot be reached: ${said}`;
}

function causes(error: unknown): readonly unknown[] {
  return error instanceof Error && error.cause !== undefined ? [error, ...causes(error.cause)] : [error];
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** The text is decoded already. */
function plain(headers: Headers): Headers {
  const kept = new Headers(headers);
  kept.delete("content-encoding");
  kept.delete("content-length");
  return kept;
}
