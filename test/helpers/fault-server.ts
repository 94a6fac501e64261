import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** What a server does instead of answering well. */
export type Misanswer = (asked: Asked) => void | Promise<void>;

export interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The file as it is, and its ETag; `null` where there is none. */
  readonly file: { readonly bytes: Buffer; readonly tag: string } | null;
  /** What was asked before this since the fault began, on the same kind of path. */
  readonly before: number;
  readonly url: string;
}

export interface FaultServer {
  readonly url: string;
  readonly arrived: readonly { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** From now on for pointers, or for bundles; `null` for good answers. */
  misanswer(kind: "pointer" | "bundle", how: Misanswer | null): void;
  /** How many are open. */
  connections(): Promise<number>;
  /** Nobody listens any more, on any connection. */
  stop(): Promise<void>;
  /** Somebody does again, at the same address. */
  start(): Promise<void>;
}

/** The files of a folder with their ETags, as any web server has them, until it is told to be a bad one. */
export async function faultServer(folder: string): Promise<FaultServer> {
  const arrived: { path: string; headers: IncomingHttpHeaders }[] = [];
  const faults = new Map<string, { readonly how: Misanswer; before: number }>();
  let port = 0;
  let server = createServer();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? "/", "http://here").pathname;
    arrived.push({ path: request.url ?? "", headers: request.headers });
    const bytes = await readFile(join(folder, path)).catch(() => null);
    const tag = bytes === null ? "" : `"${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}"`;
    const fault = faults.get(path.includes("/labels/") ? "pointer" : "bundle");
    if (fault !== undefined) {
      const file = bytes === null ? null : { bytes, tag };
      fault.before += 1;
      return fault.how({ request, response, file, before: fault.before - 1, url: address() });
    }
    const status = bytes === null ? 404 : request.headers["if-none-match"] === tag ? 304 : 200;
    response.writeHead(status, bytes === null ? {} : { etag: tag, "content-type": "application/json" });
    response.end(status === 200 ? bytes : undefined);
  };
  const address = (): string => `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const start = async (): Promise<void> => {
    server = createServer((request, response) => void answer(request, response));
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    ({ port } = server.address() as AddressInfo);
  };
  await start();
  onTestFinished(stop);
  return {
    url: address(),
    arrived,
    misanswer: (kind, how) => void (how === null ? faults.delete(kind) : faults.set(kind, { how, before: 0 })),
    connections: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
      }),
    stop,
    start,
  };
}
