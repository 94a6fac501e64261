import { Failure } from "../../core/failure.ts";
import { isJsonObject, type JsonObject, parseJson } from "../../core/json.ts";
import { isTransient, sayNetwork } from "./network-error.ts";
import { askedIn, errorIn, failedGeneration, isAboutKey, isPassing, saidIn } from "./provider-error.ts";
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
  /** Seconds of one attempt; `null` is no limit of its own. */
  readonly most: number | null;
  readonly notice: (notice: ModelNotice) => void;
  /** The variable that holds the key. */
  readonly keyVariable: string;
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
 * @throws Failure MODEL_SILENT where there is no answer, MODEL_LATE where none came in time, from a `fetch` that is
 *   called as usual
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

/** Milliseconds; timers of Node count no further. */
const longestTimer = 2 ** 31 - 1;

async function tryOnce(line: Line, input: Parameters<typeof fetch>[0], init: RequestInit): Promise<Attempt> {
  const started = line.patience.now();
  const late = line.most === null ? null : AbortSignal.timeout(Math.min(Math.ceil(line.most * 1_000), longestTimer));
  const signal = late === null ? line.signal : AbortSignal.any([line.signal, late]);
  let response: Response;
  let text: string;
  try {
    // A key is for one address, and follows no redirection.
    response = await fetch(input, { ...init, redirect: "manual", signal });
    text = await response.text();
  } catch (cause) {
    line.signal.throwIfAborted();
    if (late?.aborted === true) throw new Failure("MODEL_LATE", { model: line.model, seconds: line.most ?? 0 });
    if (isTransient(cause)) return { kind: "transient", why: sayNetwork(cause), asked: null };
    throw silent(line, sayNetwork(cause));
  }
  const document = parseJson(text);
  const { status, headers } = response;
  const error = response.ok ? errorIn(document) : saidIn(document, text);
  if (error === null) {
    // An answer is one JSON object: what begins like one was cut off on its way.
    if (document === undefined && /^\s*(?:\{|$)/.test(text))
      return { kind: "transient", why: "its answer broke off", asked: null };
    if (document === undefined) throw silent(line, `it does not speak JSON, but says: ${saidIn(null, text)}`);
    line.took(line.patience.now() - started);
    return { kind: "answer", response: new Response(text, { status, headers: plain(headers) }) };
  }
  const failed = failedGeneration(document);
  if (failed !== null) {
    line.took(line.patience.now() - started);
    return { kind: "answer", response: Response.json(failed) };
  }
  const why = `${response.ok ? "" : `${status} `}${error}`.trim();
  if (isPassing(response, document)) {
    return { kind: "transient", why, asked: askedPause(headers) ?? askedIn(document) };
  }
  if (status >= 300 && status < 400) throw silent(line, `${status}: it sends us elsewhere, and no key goes there`);
  throw silent(line, isAboutKey(status, error) ? `${why} (the key is that of ${line.keyVariable})` : why);
}

function silent({ model, redact }: Line, why: string): Failure {
  return new Failure("MODEL_SILENT", { model, why: redact(why) });
}

function gaveUp({ why, asked }: Attempt & { readonly kind: "transient" }, attempt: number): string {
  const tried = attempt === 0 ? "" : ` (tried ${attempt + 1} times)`;
  return `${why}${tried}${asked === null ? "" : `; it asks to wait ${Math.ceil(asked / 1_000)} s`}`;
}

/** The text is decoded already. */
function plain(headers: Headers): Headers {
  const kept = new Headers(headers);
  kept.delete("content-encoding");
  kept.delete("content-length");
  return kept;
}
