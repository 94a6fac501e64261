import type { Agent, ClientRequest, RequestOptions } from "node:http";
import { urlToHttpOptions } from "node:url";
import { Failure, sayCause } from "../core/failure.ts";
import { type HttpResponse, readResponse } from "./response.ts";

export interface HttpRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds for all of it; without it the signal ends what takes too long. */
  readonly timeout?: number;
  /** Bytes of the response, decoded. */
  readonly most: number;
  readonly signal: AbortSignal;
  /** Keeps connections for the next request, node's own for all that say so; without one each has its own. */
  readonly agent?: Agent | "node's" | false;
}

export type HttpResult<Body = string> =
  | HttpResponse<Body>
  | { readonly kind: "timed out" }
  | { readonly kind: "too large" }
  /** `code` as node names it (ECONNRESET), `""` where it has no name; `wasKept` of a connection that was used before. */
  | { readonly kind: "failed"; readonly code: string; readonly why: string; readonly wasKept: boolean };

interface Sent {
  readonly method: "GET" | "POST" | "PATCH";
  readonly body: string | null;
}

/**
 * Posts once: no redirect is followed, and nothing is tried again.
 *
 * @throws Failure INTERRUPTED
 */
export async function post({ body, ...request }: HttpRequest & { readonly body: string }): Promise<HttpResult> {
  return send({ ...request, method: "POST", body });
}

/**
 * Sends once, by any method, in the same way.
 *
 * @throws Failure INTERRUPTED
 */
export async function send({ method, body, ...request }: HttpRequest & Sent): Promise<HttpResult> {
  const result = await exchange(request, { method, body });
  return result.kind === "response" ? { ...result, body: new TextDecoder().decode(result.body) } : result;
}

/**
 * Gets once, in the same way; the bytes are as they came.
 *
 * @throws Failure INTERRUPTED
 */
export function get(request: HttpRequest): Promise<HttpResult<Uint8Array>> {
  return exchange(request, { method: "GET", body: null });
}

/**
 * One promise for all of it, nothing imported again, and no error made before something is wrong: most of what a client
 * does is to poll, and beside what node does this took half as long again.
 */
function exchange(request: HttpRequest, sent: Sent): Promise<HttpResult<Uint8Array>> {
  const node = loaded.get(request.url.protocol);
  if (node === undefined) return load(request.url.protocol).then(() => exchange(request, sent));
  return new Promise((resolve, reject) => ask(node, request, sent, resolve, reject));
}

function ask(
  node: Transport,
  { url, headers, timeout, most, signal, agent = false }: HttpRequest,
  { method, body }: Sent,
  resolve: (result: HttpResult<Uint8Array>) => void,
  reject: (failure: Failure) => void,
): void {
  let asked: ClientRequest | null = null;
  let isOver = false;
  const end = (): void => {
    isOver = true;
    clearTimeout(timer);
    signal.removeEventListener("abort", interrupt);
  };
  const settled = {
    isOver: () => isOver,
    succeed: (result: HttpResult<Uint8Array>) => {
      if (isOver) return;
      end();
      resolve(result);
    },
    fail: (error: unknown) => {
      if (isOver) return;
      end();
      if (signal.aborted) reject(new Failure("INTERRUPTED", {}, { cause: error }));
      else
        resolve({
          kind: "failed",
          code: codeOf(error),
          why: sayCause(error),
          wasKept: asked?.reusedSocket === true,
        });
    },
  };
  // Not left to the streams alone: what is destroyed already tells nobody that it was interrupted.
  const interrupt = (): void => {
    asked?.destroy(new Error("aborted"));
    settled.fail(new Error("aborted"));
  };
  const expire = (): void => {
    asked?.destroy(new Error("aborted"));
    settled.succeed({ kind: "timed out" });
  };
  const timer = timeout === undefined ? undefined : setTimeout(expire, timeout);
  signal.addEventListener("abort", interrupt, { once: true });
  try {
    // One by one: to spread objects here takes a tenth of a request.
    const { protocol, hostname, port, path, auth } = targetOf(url);
    asked = node.request({
      protocol,
      hostname,
      port,
      path,
      auth,
      method,
      headers: withLength(headers, body),
      agent: agent === "node's" ? undefined : agent,
    });
  } catch (error) {
    return settled.fail(error);
  }
  if (signal.aborted) interrupt();
  let hasAnswer = false;
  asked
    // What happens to a response is heard of it.
    .on("error", (error) => hasAnswer || settled.fail(error))
    .on("response", (response) => {
      hasAnswer = true;
      readResponse(response, most, settled);
    })
    // A server that switches to another protocol (101) is left without an error, and without a response.
    .on(
      "close",
      () => hasAnswer || settled.isOver() || settled.fail(new Error("the connection was closed without an answer")),
    )
    .end(body ?? undefined);
}

/** A client asks one address again and again: to take it apart each time is a twentieth of what a request takes. */
function targetOf(url: URL): RequestOptions {
  const known = targets.get(url);
  if (known !== undefined) return known;
  const target = urlToHttpOptions(url);
  targets.set(url, target);
  return target;
}

const targets = new WeakMap<URL, RequestOptions>();

function withLength(headers: HttpRequest["headers"], body: string | null): HttpRequest["headers"] {
  return body === null ? headers : { ...headers, "content-length": String(Buffer.byteLength(body)) };
}

type Transport = Pick<typeof import("node:http"), "request">;

/** By protocol, when it is first spoken: to import again what is there already takes a tenth of a request. */
const loaded = new Map<string, Transport>();

async function load(protocol: string): Promise<void> {
  loaded.set(protocol, protocol === "https:" ? await import("node:https") : await import("node:http"));
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
