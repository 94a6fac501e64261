import type { Agent, IncomingHttpHeaders } from "node:http";
import { bundlePath } from "../../core/bundle/digest.ts";
import { Failure } from "../../core/failure.ts";
import { pointerPath } from "../../core/label/pointer.ts";
import { get, type HttpResult } from "../../world/http.ts";
import { retryAfter } from "../../world/retry-after.ts";
import { joinConnections } from "../polling/connections.ts";
import { type FailedAnswer, type Source, sourceLimits } from "../polling/source.ts";

export interface HttpOptions {
  /** Sent with every request, and nowhere else: what sends to another origin is not followed. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What a server said of its answer about the pointer. */
  readonly onHeaders?: (headers: IncomingHttpHeaders) => void;
}

/**
 * A static place as `publish` writes it, behind any web server: `https://prompts.example.com/live`. A query of the
 * address goes with every request, as object stores want it.
 *
 * @throws Failure USAGE
 */
export function httpSource(url: string, { headers = {}, onHeaders = () => undefined }: HttpOptions = {}): Source {
  const base = baseOf(url);
  const folder = base.pathname.replace(/\/+$/, "");
  // A query may hold what nobody should read in a log, and so may what stands before an @.
  const name = `${base.origin}${folder}`;
  const { agent, leave } = joinConnections(base);
  const urlOf = (path: string): URL => {
    const url = new URL(base);
    url.pathname = `${folder}/${path}`;
    return url;
  };
  const always = { ...headers, ...plain };
  const ask = (url: URL, path: string, headers: Headers, most: number, signal: AbortSignal): Promise<Answer> =>
    askAt({ url, headers, most, signal, agent }, `${name}/${path}`);
  const since = (validator: string | null): Headers =>
    validator === null ? always : { ...always, "if-none-match": validator };
  /** A client asks for one pointer with one validator again and again: kept, that is a tenth of a request. */
  let last: Asked | null = null;
  const askedFor = (path: string, validator: string | null): Asked => {
    if (last?.path !== path) last = { path, url: urlOf(path), validator, headers: since(validator) };
    if (last.validator !== validator) last = { path, url: last.url, validator, headers: since(validator) };
    return last;
  };

  return {
    name,
    pointer: async (contract, label, validator, signal) => {
      const path = pointerPath(contract, label);
      const { url, headers } = askedFor(path, validator);
      let answer = await ask(url, path, headers, sourceLimits.pointer, signal);
      // Nothing was held that could be unchanged: a cache on the way is confused, and is asked once more.
      if (answer.kind === "unchanged" && validator === null)
        answer = await ask(url, path, { ...always, pragma: "no-cache" }, sourceLimits.pointer, signal);
      if ("headers" in answer) onHeaders(answer.headers);
      if (answer.kind === "unchanged" && validator === null) return unasked(`${name}/${path}`);
      return answer.kind === "bytes" ? { ...answer, validator: validatorOf(answer.headers) } : answer;
    },
    bundle: async (digest, signal) => {
      const path = bundlePath(digest);
      const answer = await ask(urlOf(path), path, always, sourceLimits.bundle, signal);
      return answer.kind === "unchanged" ? unasked(`${name}/${path}`) : answer;
    },
    close: leave,
  };
}

function baseOf(url: string): URL {
  const base = URL.canParse(url) ? new URL(url) : null;
  if (base === null || base.hostname === "")
    throw new Failure("USAGE", {
      message: `the source '${url}' is no address`,
      hint: 'write source: "https://prompts.example.com/live"',
    });
  base.hash = "";
  return base;
}

type Headers = Readonly<Record<string, string>>;

interface Asked {
  readonly path: string;
  readonly url: URL;
  readonly validator: string | null;
  readonly headers: Headers;
}

const plain = { accept: "application/json", "accept-encoding": "gzip", "cache-control": "no-cache" } as const;

type Answer =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array; readonly headers: IncomingHttpHeaders }
  | { readonly kind: "unchanged"; readonly headers: IncomingHttpHeaders }
  | { readonly kind: "missing" }
  | FailedAnswer;

interface Question {
  readonly url: URL;
  readonly headers: Headers;
  readonly most: number;
  readonly signal: AbortSignal;
  readonly agent: Agent;
}

async function askAt(question: Question, where: string, redirects = 0): Promise<Answer> {
  const first = await get(question);
  const result = wasClosed(first) ? await get({ ...question, agent: false }) : first;
  switch (result.kind) {
    case "timed out":
      return failed("unreachable", `${where} gave no answer`);
    case "too large":
      return failed("unreachable", `${where} is larger than ${question.most} bytes`);
    case "failed":
      return result.code.startsWith("Z_")
        ? failed("bad_content", `${where} is not compressed as it says: ${result.why}`)
        : failed("unreachable", `${where} could not be reached: ${result.why}`);
    case "response":
      return answerOf(result, question, where, redirects);
  }
}

function answerOf(
  { status, headers, body }: Extract<HttpResult<Uint8Array>, { kind: "response" }>,
  question: Question,
  where: string,
  redirects: number,
): Answer | Promise<Answer> {
  switch (status) {
    case 200:
      return { kind: "bytes", bytes: body, headers };
    case 304:
      return { kind: "unchanged", headers };
    case 404:
    case 410:
      return { kind: "missing" };
    case 203:
    case 204:
    case 206:
      return failed("bad_content", `${where} answers with status ${status}, and not with a whole file`);
    default: {
      const target = status >= 300 && status < 400 ? targetOf(headers.location, question.url) : null;
      if (target !== null && redirects < mostRedirects)
        return askAt({ ...question, url: target }, where, redirects + 1);
      const to =
        headers.location === undefined ? "" : ` and sends to ${withoutQuery(headers.location)}, which is not followed`;
      const seconds = retryAfter(headers);
      const wait = seconds === null ? null : seconds * 1_000;
      return failed("unreachable", `${where} answers with status ${status}${to}`, wait);
    }
  }
}

const mostRedirects = 3;

/** Only on the same origin: what is sent along is meant for nobody else. */
function targetOf(location: string | undefined, from: URL): URL | null {
  if (location === undefined || !URL.canParse(location, from.href)) return null;
  const target = new URL(location, from);
  // A path takes the credentials of the address along; others than those are not believed.
  const isOurs = target.username === from.username && target.password === from.password;
  return target.origin === from.origin && (isOurs || (target.username === "" && target.password === ""))
    ? target
    : null;
}

function withoutQuery(location: string): string {
  return location.replace(/[?#].*$/s, "").slice(0, 200);
}

/** A connection that was kept may have been closed meanwhile: that is nobody's fault, and a new one is tried once. */
function wasClosed(result: HttpResult<Uint8Array>): boolean {
  return result.kind === "failed" && closedMeanwhile.has(result.code);
}

const closedMeanwhile = new Set(["ECONNRESET", "EPIPE", "ECONNABORTED"]);

/** Echoed as it came; what is longer than any server's own is somebody's joke. */
function validatorOf({ etag }: IncomingHttpHeaders): string | null {
  return etag === undefined || etag === "" || etag.length > 1_024 ? null : etag;
}

function unasked(where: string): FailedAnswer {
  return failed("unreachable", `${where} says that nothing changed, and was not asked that`);
}

function failed(reason: FailedAnswer["reason"], why: string, after: number | null = null): FailedAnswer {
  return { kind: "failed", reason, why, retryAfter: after };
}
