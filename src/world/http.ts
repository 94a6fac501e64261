import type { Agent, ClientRequest, IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { Failure, sayCause } from "../core/failure.ts";

export interface HttpRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds for all of it. */
  readonly timeout: number;
  /** Bytes of the response, decoded. */
  readonly most: number;
  readonly signal: AbortSignal;
  /** Keeps connections for the next request; without one each has its own. */
  readonly agent?: Agent | false;
}

export type HttpResult<Body = string> =
  | {
      readonly kind: "response";
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      readonly body: Body;
    }
  | { readonly kind: "timed out" }
  | { readonly kind: "too large" }
  /** `code` as node names it (ECONNRESET), `""` where it has no name. */
  | { readonly kind: "failed"; readonly code: string; readonly why: string };

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

async function exchange(
  { url, headers, timeout, most, signal, agent = false }: HttpRequest,
  { method, body }: Sent,
): Promise<HttpResult<Uint8Array>> {
  const { request } = url.protocol === "https:" ? await import("node:https") : await import("node:http");
  const length = body === null ? {} : { "content-length": String(Buffer.byteLength(body)) };
  let late = false;
  let interrupt = (): void => undefined;
  const timer = setTimeout(() => {
    late = true;
    interrupt();
  }, timeout);
  const abort = (): void => interrupt();
  signal.addEventListener("abort", abort, { once: true });
  try {
    const asked = request(url, { method, headers: { ...headers, ...length }, agent });
    // Not left to the streams alone: what is destroyed already tells nobody that it was interrupted.
    const interrupted = new Promise<never>((_resolve, reject) => {
      interrupt = () => {
        asked.destroy(new Error("aborted"));
        reject(new Error("aborted"));
      };
    });
    if (signal.aborted) interrupt();
    return await Promise.race([interrupted, answerTo(asked, body, most)]);
  } catch (error) {
    if (signal.aborted) throw new Failure("INTERRUPTED", {}, { cause: error });
    if (late) return { kind: "timed out" };
    const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
    return { kind: "failed", code, why: sayCause(error) };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}

async function answerTo(asked: ClientRequest, body: string | null, most: number): Promise<HttpResult<Uint8Array>> {
  const response = await begin(asked, body);
  const bytes = await readUpTo(await decoded(response), most);
  if (bytes === null) {
    response.destroy();
    return { kind: "too large" };
  }
  return { kind: "response", status: response.statusCode ?? 0, headers: response.headers, body: bytes };
}

function begin(asked: ClientRequest, body: string | null): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    asked
      .on("error", reject)
      .on("response", resolve)
      // A server that switches to another protocol (101) is left without an error, and without a response.
      .on("close", () => reject(new Error("the connection was closed without an answer")))
      .end(body ?? undefined);
  });
}

/** Nobody asked for compression, and some servers compress all the same. */
async function decoded(response: IncomingMessage): Promise<Readable> {
  const encoding = response.headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (encoding === "identity" || encoding === "" || bodiless.has(response.statusCode ?? 0)) return response;
  const { createBrotliDecompress, createUnzip } = await import("node:zlib");
  const decoder = encoding === "br" ? createBrotliDecompress() : createUnzip();
  response.on("error", (error) => decoder.destroy(error));
  return response.pipe(decoder);
}

/** They say how the body would be compressed, and have none. */
const bodiless = new Set([204, 304]);

/** `null` where there is more: what is decoded counts, so that a small response cannot fill the memory. */
function readUpTo(stream: Readable, most: number): Promise<Uint8Array | null> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    stream
      .on("data", (chunk: Uint8Array) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size > most) resolve(null);
      })
      .on("end", () => resolve(Buffer.concat(chunks)))
      .on("error", reject)
      .on("close", () => reject(new Error("the answer was cut off")));
  });
}
