import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { onTestFinished } from "vitest";

export type Handle = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** A real server for one test; its address. */
export async function serve(handle: Handle): Promise<string> {
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
}

/** The files of a folder with their ETags, as any web server has them. */
export function staticFiles(folder: string, seen: (status: number) => void = () => undefined): Handle {
  return async ({ url = "/", headers }, response) => {
    const bytes = await readFile(join(folder, new URL(url, "http://here").pathname)).catch(() => null);
    const tag = bytes === null ? "" : `"${createHash("sha256").update(bytes).digest("hex")}"`;
    const status = bytes === null ? 404 : headers["if-none-match"] === tag ? 304 : 200;
    seen(status);
    response.writeHead(status, bytes === null ? {} : { etag: tag });
    response.end(status === 200 ? bytes : undefined);
  };
}

/** The same behind a cache that lets nothing through that is younger than so many milliseconds. */
export function staleFiles(folder: string, milliseconds: number): Handle {
  const fresh = new Map<string, Buffer>();
  return async ({ url = "/" }, response) => {
    const path = join(folder, new URL(url, "http://here").pathname);
    const age = Date.now() - (await stat(path)).mtimeMs;
    const held = fresh.get(path);
    const bytes = held !== undefined && age < milliseconds ? held : await readFile(path);
    fresh.set(path, bytes);
    response.writeHead(200, { "cache-control": "public, max-age=1", age: "1" });
    response.end(bytes);
  };
}
