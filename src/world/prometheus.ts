import { Agent as PlainAgent } from "node:http";
import { Agent as SecureAgent } from "node:https";
import type { Query } from "../core/analysis/prometheus/queries.ts";
import { type Answered, readAnswer } from "../core/analysis/prometheus/rows.ts";
import { Failure } from "../core/failure.ts";
import { get, type HttpResult } from "./http.ts";

export interface PrometheusServer {
  /** What stands before `/api/v1/query`. */
  readonly url: URL;
  /** Sent with each request, and nowhere else: no redirect is followed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/**
 * Asks every query once, a few at a time.
 *
 * @returns the answers, by the ids of the queries
 * @throws Failure PROMETHEUS_FAILED, INTERRUPTED
 */
export async function askPrometheus(
  server: PrometheusServer,
  queries: readonly Query[],
): Promise<ReadonlyMap<string, Answered>> {
  const agent = new (server.url.protocol === "https:" ? SecureAgent : PlainAgent)({ keepAlive: true });
  const answers = new Map<string, Answered>();
  const waiting = [...queries];
  const askAll = async (): Promise<void> => {
    for (let query = waiting.shift(); query !== undefined; query = waiting.shift()) {
      const headers = { accept: "application/json", ...server.headers };
      const request = { url: addressOf(server.url, query), headers, timeout, most, signal: server.signal, agent };
      answers.set(query.id, answerOf(await get(request), server.url));
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, askAll));
  } finally {
    // After a failure the others stop too.
    waiting.length = 0;
    agent.destroy();
  }
  return answers;
}

const atOnce = 4;

/** Milliseconds for each query. */
const timeout = 60_000;

/** Bytes of each answer. */
const most = 32 * 1024 * 1024;

function addressOf(server: URL, { promql, times }: Query): URL {
  const url = new URL(server);
  url.pathname = `${server.pathname.replace(/\/+$/, "")}/api/v1/${times.kind === "instant" ? "query" : "query_range"}`;
  url.hash = "";
  url.searchParams.set("query", promql);
  const { kind: _, ...at } = times.kind === "instant" ? { kind: times.kind, time: times.at } : times;
  for (const [name, value] of Object.entries(at)) url.searchParams.set(name, String(value));
  return url;
}

function answerOf(result: HttpResult<Uint8Array>, { origin, pathname }: URL): Answered {
  const fail = (why: string, hint: string | null = null): Failure =>
    // A query may hold what nobody should read in a log.
    new Failure("PROMETHEUS_FAILED", { server: `${origin}${pathname.replace(/\/+$/, "")}`, why, hint });
  if (result.kind === "timed out")
    throw fail(
      `it gave no answer within ${timeout / 1_000} s`,
      "a shorter time, or a recording rule, is answered faster",
    );
  if (result.kind === "too large") throw fail(`its answer is larger than ${most / 1024 / 1024} MiB`);
  if (result.kind === "failed") throw fail(result.why);
  const { status, headers, body } = result;
  if (status === 401 || status === 403) throw fail(`it answered with status ${status}`, credentials);
  if (status >= 300 && status < 400)
    throw fail(
      `it answered with status ${status} and sends us to ${sayPlace(headers.location, origin)}, which is not followed`,
      "write the address of the server itself",
    );
  const answer = readAnswer(new TextDecoder().decode(body));
  if (answer.kind === "rows") return answer;
  if (answer.kind === "refused") throw fail(answer.why);
  throw fail(
    status === 200 ? "what it answers is not what Prometheus answers" : `it answered with status ${status}`,
    `write what stands before /api/v1/query: http://prometheus:9090, or https://example.com/prometheus`,
  );
}

const credentials =
  "set PROMETHEUS_TOKEN, or PROMETHEUS_USERNAME and PROMETHEUS_PASSWORD, in the environment; in a CI as a secret of the step";

function sayPlace(location: string | undefined, origin: string): string {
  if (location === undefined || !URL.canParse(location, origin)) return "nowhere";
  const url = new URL(location, origin);
  return `${url.origin}${url.pathname}`;
}
