import type { IncomingHttpHeaders } from "node:http";
import { isJsonArray, isJsonObject, type Json, type JsonObject, parseJson } from "../core/json.ts";
import { printable } from "../core/place.ts";
import { clip } from "../core/text.ts";
import { type HttpResult, send } from "./http.ts";
import { retryAfter } from "./retry-after.ts";
import { wait } from "./wait.ts";

export interface GithubServer {
  /** What stands before `/repos`: `https://api.github.com`, `https://github.example.com/api/v3`. */
  readonly url: URL;
  /** Sent to this origin and to no other, and never said. */
  readonly token: string;
  readonly signal: AbortSignal;
}

export interface GithubRequest {
  readonly method: "GET" | "POST" | "PATCH";
  /** From the server on: `/repos/octo/shop/issues/1/comments`. */
  readonly path: string;
  readonly body?: JsonObject;
  /** To do it twice is to do it once: it is tried again where nobody knows whether it was done. */
  readonly repeatable: boolean;
}

export type GithubAnswer =
  | { readonly kind: "answer"; readonly value: Json | undefined; readonly headers: IncomingHttpHeaders }
  | GithubRefusal;

export interface GithubRefusal {
  readonly kind: "refused";
  readonly reason: "token" | "read only" | "not found" | "too long" | "busy" | "unreachable" | "other";
  /** In a sentence that goes on: `GitHub answered 404: Not Found`. */
  readonly why: string;
}

/**
 * Asks GitHub's REST API. It waits as long as it is told to where that is no more than a minute, and follows a
 * redirect where it stays with the server. It never throws for what GitHub says: a refusal is a value.
 *
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 *
 * @throws Failure INTERRUPTED
 */
export async function askGithub(server: GithubServer, request: GithubRequest): Promise<GithubAnswer> {
  return ask(server, addressOf(server.url, request.path), request);
}

/**
 * Every item of a list, page after page.
 *
 * @throws Failure INTERRUPTED
 */
export async function askGithubForAll(
  server: GithubServer,
  path: string,
): Promise<{ readonly kind: "items"; readonly items: readonly Json[] } | GithubRefusal> {
  const items: Json[] = [];
  let url: URL | null = addressOf(server.url, path);
  for (let page = 0; url !== null; page += 1) {
    if (page === mostPages) return refusal("other", `there are more than ${mostPages} pages`);
    const answer: GithubAnswer = await ask(server, url, { method: "GET", path, repeatable: true });
    if (answer.kind === "refused") return answer;
    if (!isJsonArray(answer.value)) return refusal("other", "what GitHub answers is no list");
    items.push(...answer.value);
    url = nextPage(answer.headers, server.url);
  }
  return { kind: "items", items };
}

/** Of 100 each; GitHub itself ends a conversation at 2,500 comments. */
const mostPages = 50;

/** The link that says `rel="next"`; another origin would be shown the token. */
function nextPage({ link }: IncomingHttpHeaders, { origin }: URL): URL | null {
  for (const one of (typeof link === "string" ? link : "").split(/,\s*(?=<)/)) {
    const [, target] = /^\s*<([^>]+)>(?=.*;\s*rel="?next"?\s*(?:;|$))/.exec(one) ?? [];
    if (target !== undefined && URL.canParse(target, origin) && new URL(target, origin).origin === origin)
      return new URL(target, origin);
  }
  return null;
}

function addressOf(server: URL, path: string): URL {
  return new URL(`${server.origin}${server.pathname.replace(/\/+$/, "")}${path}`);
}

async function ask(server: GithubServer, url: URL, request: GithubRequest): Promise<GithubAnswer> {
  let at = url;
  let [hops, tries, waited] = [0, 1, 0];
  for (;;) {
    const result = await sendTo(server, at, request);
    const moved = movedTo(result, at);
    if (moved !== null && moved.origin === server.url.origin && hops < mostHops) {
      [at, hops] = [moved, hops + 1];
      continue;
    }
    const pause = pauseAfter(result, request, tries);
    if (pause === null || tries === mostTries) return read(result, server, pause);
    if (waited + pause > longestWait) return read(result, server, pause);
    await wait(pause * 1_000, server.signal);
    [tries, waited] = [tries + 1, waited + pause];
  }
}

const [mostHops, mostTries] = [3, 3];

/** Seconds in all: a check that waits for its comment holds up a merge. */
const longestWait = 60;

function sendTo({ token, signal }: GithubServer, url: URL, { method, body }: GithubRequest): Promise<HttpResult> {
  const text = body === undefined ? null : JSON.stringify(body);
  const headers = {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${token}`,
    "user-agent": "promptctl",
    "x-github-api-version": "2022-11-28",
    ...(text === null ? {} : { "content-type": "application/json" }),
  };
  return send({ url, method, headers, body: text, timeout, most, signal });
}

/** Milliseconds for each request. */
const timeout = 20_000;

/** Bytes of each answer: a hundred comments of the longest kind. */
const most = 32 * 1024 * 1024;

/** The same is asked there again, whatever the method: so GitHub documents it. */
function movedTo(result: HttpResult, from: URL): URL | null {
  if (result.kind !== "response" || ![301, 302, 307, 308].includes(result.status)) return null;
  const { location = "" } = result.headers;
  return URL.canParse(location, from.href) ? new URL(location, from) : null;
}

/** Seconds until it may be asked again; `null` where another try would answer the same, or might do it twice. */
function pauseAfter(result: HttpResult, { repeatable }: GithubRequest, tries: number): number | null {
  const soon = repeatable ? tries : null;
  if (result.kind === "too large") return null;
  if (result.kind !== "response") return soon;
  if (result.status >= 500) return soon;
  return result.status === 403 || result.status === 429 ? limitOf(result) : null;
}

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
function limitOf({ status, headers, body }: Extract<HttpResult, { kind: "response" }>): number | null {
  const after = retryAfter(headers);
  if (after !== null) return after;
  if (headers["x-ratelimit-remaining"] === "0") {
    const [until, now] = [Number(headers["x-ratelimit-reset"]), Date.parse(headers.date ?? "") / 1_000];
    return Number.isFinite(until - now) ? Math.max(1, until - now) : longestWait;
  }
  return status === 429 || /rate limit/i.test(body) ? longestWait : null;
}

function read(result: HttpResult, { token, url }: GithubServer, pause: number | null): GithubAnswer {
  if (result.kind === "timed out") return refusal("unreachable", `${url.host} gave no answer in ${timeout / 1_000} s`);
  if (result.kind === "too large") return refusal("other", `the answer of ${url.host} is too large`);
  if (result.kind === "failed") return refusal("unreachable", `${url.host} could not be reached: ${result.why}`);
  const { status, headers, body } = result;
  const value = parseJson(body);
  if (status >= 200 && status < 300) return { kind: "answer", value, headers };
  if (status >= 300 && status < 400)
    return refusal("other", `${url.host} sends us elsewhere (${status}), where the token is not sent`);
  const said = clip(printable(messageIn(value).replaceAll(token, "***")), 300);
  const why = `GitHub answered ${status}: ${said}`;
  if (status >= 500) return refusal("unreachable", why);
  if (pause !== null) return refusal("busy", `${why}; it asks to wait ${Math.ceil(pause)} s`);
  if (status === 401) return refusal("token", why);
  if (status === 403) return refusal(/not accessible/i.test(said) ? "read only" : "other", why);
  if (status === 404) return refusal("not found", why);
  return refusal(status === 422 && /too long/i.test(said) ? "too long" : "other", why);
}

/** `{ message, errors: [{ message }] }` */
function messageIn(value: Json | undefined): string {
  if (!isJsonObject(value)) return "";
  const errors = isJsonArray(value["errors"]) ? value["errors"] : [];
  return [value, ...errors]
    .flatMap((one) => (typeof one === "string" ? [one] : isJsonObject(one) ? [one["message"]] : []))
    .filter((one) => typeof one === "string")
    .join("; ");
}

function refusal(reason: GithubRefusal["reason"], why: string): GithubRefusal {
  return { kind: "refused", reason, why };
}
