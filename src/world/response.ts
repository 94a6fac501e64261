import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Readable } from "node:stream";

export interface HttpResponse<Body> {
  readonly kind: "response";
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Body;
}

/** Who waits for a response: what comes first counts, and nothing after it. */
export interface Awaiting {
  isOver(): boolean;
  succeed(result: HttpResponse<Uint8Array> | { readonly kind: "too large" }): void;
  fail(error: unknown): void;
}

/**
 * Reads a response to its end. Nobody asked for compression, and some servers compress all the same.
 *
 * @param most bytes, decoded
 */
export function readResponse(response: IncomingMessage, most: number, awaiting: Awaiting): void {
  const encoding = response.headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (encoding === "identity" || encoding === "" || bodiless.has(response.statusCode ?? 0))
    return collect(response, response, most, awaiting);
  decoded(response, encoding).then((stream) => collect(stream, response, most, awaiting), awaiting.fail);
}

/** They say how the body would be compressed, and have none. */
const bodiless = new Set([204, 304]);

async function decoded(response: IncomingMessage, encoding: string): Promise<Readable> {
  const { createBrotliDecompress, createUnzip } = await import("node:zlib");
  const decoder = encoding === "br" ? createBrotliDecompress() : createUnzip();
  response.on("error", (error) => decoder.destroy(error));
  return response.pipe(decoder);
}

/** What is decoded counts, so that a small response cannot fill the memory. */
function collect(stream: Readable, response: IncomingMessage, most: number, awaiting: Awaiting): void {
  const { statusCode: status = 0, headers } = response;
  const chunks: Uint8Array[] = [];
  let size = 0;
  stream
    .on("data", (chunk: Uint8Array) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= most) return;
      awaiting.succeed({ kind: "too large" });
      response.destroy();
    })
    .on("end", () => awaiting.succeed({ kind: "response", status, headers, body: Buffer.concat(chunks) }))
    .on("error", awaiting.fail)
    .on("close", () => awaiting.isOver() || awaiting.fail(new Error("the answer was cut off")));
}
