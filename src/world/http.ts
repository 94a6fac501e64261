import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { Failure, sayCause } from "../core/failure.ts";

export interface HttpRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds for all of it. */
  readonly timeout: number;
  /** Bytes of the response, decoded. */
  readonly most: number;
  readonly signal: AbortSignal;
}

export type HttpResult =
  | {
      readonly kind: "response";
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      readonly body: string;
    }
  | { readonly kind: "timed out" }
  | { readonly kind: "too large" }
  /** `code` as node names it (ECONNRESET), `""` where it has no name. */
  | { readonly kind: "failed"; readonly code: string; readonly why: string };

/**
 * Posts once, on a connection of its own: no redirect is followed, and nothing is tried again.
 *
 * @throws Failure INTERRUPTED
 */
export async function post({ url, headers, body, timeout, most, signal }: HttpRequest): Promise<HttpResult> {
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  let late = false;
  const expire = (): void => {
    late = true;
    stop.abort();
  };
  const timer = setTimeout(expire, timeout);
  signal.addEventListener("abort", interrupt, { once: true });
  if (signal.aborted) interrupt();
  try {
    const response = await respond(url, headers, body, stop.signal);
    const bytes = await readUpTo(await decoded(response), most);
    if (bytes === null) {
      response.destroy();
      return { kind: "too large" };
    }
    const text = new TextDecoder().decode(bytes);
    return { kind: "response", status: response.statusCode ?? 0, headers: response.headers, body: text };
  } catch (error) {
    if (signal.aborted) throw new Failure("INTERRUPTED", {}, { cause: error });
    if (late) return { kind: "timed out" };
    const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
    return { kind: "failed", code, why: sayCause(error) };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", interrupt);
  }
}

async function respond(
  url: URL,
  headers: HttpRequest["headers"],
  body: string,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { request } = url.protocol === "https:" ? await import("node:https") : await import("node:http");
  return new Promise((resolve, reject) => {
    const length = String(Buffer.byteLength(body));
    const options = {
      method: "POST",
      headers: { ...headers, "content-length": length },
      agent: false,
      signal,
    } as const;
    request(url, options, resolve).on("error", reject).end(body);
  });
}

/** Nobody asked for compression, and some servers compress all the same. */
async function decoded(response: IncomingMessage): Promise<Readable> {
  const encoding = response.headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (encoding === "identity" || encoding === "") return response;
  const { createBrotliDecompress, createUnzip } = await import("node:zlib");
  const decoder = encoding === "br" ? createBrotliDecompress() : createUnzip();
  response.on("error", (error) => decoder.destroy(error));
  return response.pipe(decoder);
}

/** `null` where there is more: what is decoded counts, so that a small response cannot fill the memory. */
async function readUpTo(stream: Readable, most: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
