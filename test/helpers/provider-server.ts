import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { Json, JsonObject } from "../../src/core/json.ts";

/** What a provider answers: a document, or something that goes wrong on its way. */
export type Answer =
  | { readonly body: Json; readonly status?: number; readonly headers?: Readonly<Record<string, string>> }
  /** The head and the beginning of a body, and then the connection is cut. */
  | { readonly cut: string }
  /** A whole body that is no JSON. */
  | { readonly text: string; readonly status?: number }
  /** Nothing, for ever. */
  | { readonly silence: true };

export interface Arrived {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: JsonObject;
}

export interface ProviderServer extends AsyncDisposable {
  readonly url: string;
  readonly arrived: readonly Arrived[];
}

/** An answer, or what makes one of what was asked. */
type Answering = Answer | ((body: JsonObject) => Answer);

/** A server on loopback that gives one answer after the other; the last one again and again. */
export async function startProvider(
  ...answers: readonly [Answering, ...(readonly Answering[])]
): Promise<ProviderServer> {
  const arrived: Arrived[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const next = answers[arrived.length] ?? answers.at(-1) ?? answers[0];
      const body = JSON.parse(Buffer.concat(chunks).toString("utf8")) as JsonObject;
      const answer = typeof next === "function" ? next(body) : next;
      arrived.push({ path: request.url ?? "", headers: request.headers, body });
      if ("silence" in answer) return;
      if ("cut" in answer) {
        response.writeHead(200, { "content-type": "application/json", "content-length": answer.cut.length + 100 });
        response.write(answer.cut, () => response.destroy());
        return;
      }
      const text = "text" in answer ? answer.text : JSON.stringify(answer.body);
      const headers = "headers" in answer ? answer.headers : {};
      response.writeHead(answer.status ?? 200, { "content-type": "application/json", ...headers }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
