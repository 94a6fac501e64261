import type { HeaderValue } from "../core/config/config.ts";
import { Failure } from "../core/failure.ts";
import { sayList } from "../core/text.ts";
import { type HttpResult, post } from "../world/http.ts";
import type { Agent, AgentOutcome } from "./agent.ts";
import { overdue } from "./overdue.ts";
import { margin, patience, sayPatience, sizeLimit } from "./patience.ts";
import { decodeAnswer, encodeRequest } from "./protocol.ts";
import { retryAfter } from "../world/retry-after.ts";

export interface HttpAgentOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, HeaderValue>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/**
 * A service: the request as one JSON document, posted; the answer as one in the response.
 *
 * @throws Failure RUNNER_VARIABLE where the environment lacks what a header is taken from
 */
export function httpAgent({ url, headers, env, signal }: HttpAgentOptions): Agent {
  const target = new URL(url);
  const resolved = resolveHeaders(headers, env);
  const mask = maskOf(headers, env);
  return {
    // A query may hold what nobody should read in evidence.
    name: `${target.origin}${target.pathname}`,
    mode: "http",
    run: async (request) => {
      const timeout = (request.seconds === null ? patience : request.seconds + margin) * 1_000;
      const body = encodeRequest(request);
      const result = await postInside(target, { headers: resolved, body, timeout, most: sizeLimit, signal });
      if (result.kind === "timed out" && request.seconds !== null)
        return { kind: "answer", answer: overdue(request.seconds + margin) };
      const outcome = outcomeOf(result, target);
      return outcome.kind === "unmeasured" ? { ...outcome, why: mask(outcome.why) } : outcome;
    },
  };
}

type Exchange = Omit<Parameters<typeof post>[0], "url">;

/** Redirects of the same origin that keep the method: what goes elsewhere would take the headers along. */
async function postInside(target: URL, exchange: Exchange): Promise<HttpResult> {
  let url = target;
  for (let hops = 0; ; hops += 1) {
    const first = await post({ ...exchange, url, agent: "node's" });
    const result = wasClosed(first) ? await post({ ...exchange, url }) : first;
    if (result.kind !== "response" || ![307, 308].includes(result.status) || hops === mostHops) return result;
    const next = locationOf(result, url);
    if (next?.origin !== target.origin) return result;
    url = next;
  }
}

const mostHops = 5;

/** A connection that was kept may have been closed meanwhile: that is nobody's fault, and a new one is tried at once. */
function wasClosed(result: HttpResult): boolean {
  return result.kind === "failed" && result.wasKept && (result.code === "ECONNRESET" || result.code === "EPIPE");
}

function locationOf({ headers: { location } }: Extract<HttpResult, { kind: "response" }>, url: URL): URL | null {
  return location !== undefined && URL.canParse(location, url.href) ? new URL(location, url) : null;
}

function outcomeOf(result: HttpResult, target: URL): AgentOutcome {
  switch (result.kind) {
    case "timed out":
      return { kind: "unmeasured", why: sayPatience };
    case "too large":
      return { kind: "unmeasured", why: `its response is larger than ${sizeLimit / 1024 / 1024} MiB` };
    case "failed": {
      const why = `${target.host} could not be reached: ${result.why}`;
      return { kind: "unmeasured", why, ...(passing.has(result.code) ? { again: { after: null } } : {}) };
    }
    case "response":
      return outcomeOfResponse(result, target);
  }
}

/** What may be over in a moment. A name that does not exist, or a certificate that is wrong, stays so. */
const passing = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EPIPE",
  "ETIMEDOUT",
]);

function outcomeOfResponse(response: Extract<HttpResult, { kind: "response" }>, target: URL): AgentOutcome {
  const { status, headers, body } = response;
  if (status >= 300 && status < 400) {
    const to = locationOf(response, target);
    const shown = to === null ? "nowhere" : `${to.origin}${to.pathname}`;
    return {
      kind: "unmeasured",
      why: `it answered with status ${status} and sends us to ${shown}, which is not followed: write the address of the service itself`,
    };
  }
  if (status < 200 || status >= 300) {
    const shown = firstWords(body);
    const why = `it answered with status ${status}${shown === "" ? "" : `: ${shown}`}`;
    const isPassing = status === 429 || status >= 500;
    return { kind: "unmeasured", why, ...(isPassing ? { again: { after: retryAfter(headers) } } : {}) };
  }
  const decoded = decodeAnswer(body, "into its response");
  return "answer" in decoded ? { kind: "answer", answer: decoded.answer } : { kind: "unmeasured", why: decoded.why };
}

/** Error pages are long, and of HTML the words are enough. */
function firstWords(body: string): string {
  const text = body
    .slice(0, 4_000)
    .replaceAll(/<(?:style|script)[\s\S]*?<\/(?:style|script)>|<[^>]*>/gi, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function resolveHeaders(
  headers: Readonly<Record<string, HeaderValue>>,
  env: HttpAgentOptions["env"],
): Readonly<Record<string, string>> {
  const missing = Object.entries(headers).flatMap(([header, value]) => {
    if (typeof value === "string") return [];
    const found = env[value.env];
    if (found === undefined || found === "") return [{ header, name: value.env, problem: "is not set" }];
    return /^[\t -~\u0080-\u00ff]*$/.test(found)
      ? []
      : [{ header, name: value.env, problem: "holds what no header may hold (a line break?)" }];
  });
  if (missing.length > 0)
    throw new Failure("RUNNER_VARIABLE", {
      missing: sayList(missing.map(({ header, name, problem }) => `${name} (for the header ${header}) ${problem}`)),
      names: [...new Set(missing.map(({ name }) => name))],
    });
  const values = Object.entries(headers).map(([header, value]) => [
    header.toLowerCase(),
    typeof value === "string" ? value : (env[value.env] ?? ""),
  ]);
  return { "content-type": "application/json", accept: "application/json", ...Object.fromEntries(values) };
}

/** A service that is angry about a key likes to repeat it. */
function maskOf(
  headers: Readonly<Record<string, HeaderValue>>,
  env: HttpAgentOptions["env"],
): (text: string) => string {
  const secrets = Object.values(headers).flatMap((value) => {
    const secret = typeof value === "string" ? "" : (env[value.env] ?? "");
    // `Bearer x` is a secret in its last word.
    return [secret, secret.split(" ").at(-1) ?? ""]
      .filter((part) => part.length > 3)
      .map((part) => [part, value] as const);
  });
  return (text) =>
    secrets.reduce(
      (masked, [secret, value]) => masked.replaceAll(secret, typeof value === "string" ? "" : `(${value.env})`),
      text,
    );
}
