import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { gzipSync, brotliCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { AgentOutcome } from "../../src/agents/agent.ts";
import { httpAgent } from "../../src/agents/http.ts";
import { openModels } from "../../src/agents/exchange/models.ts";
import { openAgent } from "../../src/agents/index.ts";
import { encodeRequest } from "../../src/agents/protocol.ts";
import { sampleRequest } from "../helpers/tasks.ts";
import { serve as listen } from "../helpers/web.ts";

type Handle = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** A real server for one test, which reads what it is asked before it answers; its address. */
function serve(handle: Handle): Promise<string> {
  return listen((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk))).on("end", () => handle(request, response, body));
  });
}

const never = new AbortController().signal;

async function ask(
  url: string,
  { seconds = null, signal = never, headers = {}, env = {} }: Partial<Asking> = {},
): Promise<AgentOutcome> {
  return httpAgent({ url, headers, env, signal }).run(sampleRequest({}, { seconds }));
}

interface Asking {
  readonly seconds: number | null;
  readonly signal: AbortSignal;
  readonly headers: Readonly<Record<string, string | { readonly env: string }>>;
  readonly env: Readonly<Record<string, string>>;
}

const answer = { stop_reason: "finish", steps: 1, output: "It is on its way." };
const says = (response: ServerResponse, value: unknown = answer): void => void response.end(JSON.stringify(value));

/** A limit is in force 10 s later; here it is in force at once. */
const margin = 10;

test("the same document is posted as a program gets on stdin, and the same answer is read", async () => {
  const seen: { method?: string; path?: string; type?: string; body?: string } = {};
  const url = await serve(({ method, url: path, headers }, response, body) => {
    Object.assign(seen, { method, path, type: headers["content-type"], body });
    says(response);
  });
  expect(await ask(`${url}/golden?team=1`)).toMatchObject({ kind: "answer", answer });
  expect(seen).toEqual({
    method: "POST",
    path: "/golden?team=1",
    type: "application/json",
    body: encodeRequest(sampleRequest()),
  });
});

test("headers are sent, those of the environment with its values", async () => {
  const seen: IncomingMessage["headers"][] = [];
  const url = await serve(({ headers }, response) => {
    seen.push(headers);
    says(response);
  });
  await ask(url, {
    headers: { Authorization: { env: "AGENT_KEY" }, "X-Team": "shop" },
    env: { AGENT_KEY: "Bearer s3cret" },
  });
  expect(seen).toMatchObject([{ authorization: "Bearer s3cret", "x-team": "shop" }]);
});

describe("a variable of the environment", () => {
  test.each([
    ["that is not set", {}, "AGENT_KEY (for the header Authorization) is not set"],
    ["that is empty", { AGENT_KEY: "" }, "AGENT_KEY (for the header Authorization) is not set"],
    ["with a line break at its end", { AGENT_KEY: "s3cret\n" }, "line break"],
  ])("%s is told before anything runs, and never its value", async (_name, env, message) => {
    const runner = {
      kind: "http",
      url: "http://127.0.0.1:1",
      headers: { Authorization: { env: "AGENT_KEY" } },
    } as const;
    const opening = openAgent(runner, { folder: "/", env, signal: never } as never, {
      models: openModels({ top: "/", folder: "/", env }, "replay"),
      prices: {},
    });
    await expect(opening).rejects.toMatchObject({
      code: "RUNNER_VARIABLE",
      kind: "world",
      message: expect.stringContaining(message),
    });
    await expect(opening).rejects.not.toMatchObject({ message: expect.stringContaining("s3cret") });
  });
});

test("evidence names the service without its query", () => {
  expect(httpAgent({ url: "https://a.example/golden?key=1", headers: {}, env: {}, signal: never }).name).toBe(
    "https://a.example/golden",
  );
});

describe("what is asked again, and what is not", () => {
  test.each([
    [429, { "retry-after": "7" }, { after: 7 }],
    [429, { "retry-after": "soon" }, { after: null }],
    [503, { "retry-after": "Sat, 21 Nov 2026 12:00:30 GMT", date: "Sat, 21 Nov 2026 12:00:00 GMT" }, { after: 30 }],
    [503, { "retry-after": "Sat, 21 Nov 2026 11:00:00 GMT", date: "Sat, 21 Nov 2026 12:00:00 GMT" }, { after: 0 }],
    [500, {}, { after: null }],
    [529, {}, { after: null }],
    [400, {}, undefined],
    [401, {}, undefined],
    [404, { "retry-after": "1" }, undefined],
  ])("status %i with %j", async (status, headers, again) => {
    const url = await serve((_request, response) =>
      response.writeHead(status, headers).end("<html><style>p{}</style><h1>Not\n now</h1></html>"),
    );
    const outcome = await ask(url);
    expect(outcome).toMatchObject({ kind: "unmeasured", why: `it answered with status ${status}: Not now` });
    expect(outcome.kind === "unmeasured" ? outcome.again : null).toEqual(again);
  });

  test("a service that is not there yet, and one that hangs up", async () => {
    expect(await ask("http://127.0.0.1:1")).toMatchObject({
      kind: "unmeasured",
      why: expect.stringContaining("127.0.0.1:1 could not be reached"),
      again: { after: null },
    });
    const url = await serve((request) => request.socket.destroy());
    expect(await ask(url)).toMatchObject({ kind: "unmeasured", again: { after: null } });
  });

  test("half an answer", async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { "content-length": "1000" }).write('{"stop_reason"');
      setTimeout(() => response.destroy(), 50);
    });
    expect(await ask(url)).toMatchObject({ kind: "unmeasured", again: { after: null } });
  });

  test("a name that does not exist, and a certificate that is none", async () => {
    expect(await ask("http://no-such-host.invalid/")).not.toHaveProperty("again.after", 0);
    const url = await serve((_request, response) => says(response));
    const outcome = await ask(url.replace("http:", "https:"));
    expect(outcome).toMatchObject({ kind: "unmeasured" });
    expect(outcome).not.toHaveProperty("again");
  });
});

describe("a connection", () => {
  test("is kept for the next task", async () => {
    const ports = new Set<number | undefined>();
    const url = await serve(({ socket }, response) => {
      ports.add(socket.remotePort);
      says(response);
    });
    const agent = httpAgent({ url, headers: {}, env: {}, signal: never });
    for (let task = 0; task < 3; task += 1) expect(await agent.run(sampleRequest())).toMatchObject({ kind: "answer" });
    expect(ports.size).toBe(1);
  });

  test("that was kept and is closed meanwhile is no fault; a new one is tried once", async () => {
    const asked: string[] = [];
    const told = new Set<Socket>();
    let isDown = false;
    const url = await serve(({ socket }, response) => {
      asked.push(told.has(socket) ? "kept" : "new");
      if (isDown || told.has(socket)) return void socket.destroy();
      told.add(socket);
      says(response);
    });
    const agent = httpAgent({ url, headers: {}, env: {}, signal: never });
    expect(await agent.run(sampleRequest())).toMatchObject({ kind: "answer" });
    expect(await agent.run(sampleRequest())).toMatchObject({ kind: "answer" });
    expect(asked).toEqual(["new", "kept", "new"]);
    isDown = true;
    expect(await agent.run(sampleRequest())).toMatchObject({ kind: "unmeasured", again: { after: null } });
    expect(asked.slice(3)).toEqual(["new"]);
  });
});

describe("could not be measured", () => {
  test.each([
    ["an empty body", "", "it wrote nothing into its response"],
    ["a page", "<html>Hello</html>", "but: <html>Hello</html>"],
    ["another document", JSON.stringify({ ok: true }), "is not as documented"],
  ])("%s", async (_name, body, why) => {
    const url = await serve((_request, response) => response.end(body));
    expect(await ask(url)).toEqual({ kind: "unmeasured", why: expect.stringContaining(why) });
  });

  test("a service that repeats the key is quoted without it", async () => {
    const url = await serve(({ headers }, response) =>
      response.writeHead(401).end(`bad key ${String(headers.authorization).slice(7)}`),
    );
    const outcome = await ask(url, {
      headers: { Authorization: { env: "AGENT_KEY" } },
      env: { AGENT_KEY: "Bearer s3cret" },
    });
    expect(outcome).toEqual({ kind: "unmeasured", why: "it answered with status 401: bad key (AGENT_KEY)" });
  });

  test("a small response that is huge when it is decoded", async () => {
    const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024, " "));
    expect(bomb.length).toBeLessThan(200_000);
    const url = await serve((_request, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb));
    expect(await ask(url)).toEqual({ kind: "unmeasured", why: "its response is larger than 64 MiB" });
  });

  test("compression that is broken", async () => {
    const url = await serve((_request, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end("plain"),
    );
    expect(await ask(url)).toMatchObject({ kind: "unmeasured" });
  });
});

test.each([
  ["gzip", gzipSync],
  ["br", brotliCompressSync],
])("an answer may come compressed: %s", async (encoding, compress) => {
  const url = await serve((_request, response) =>
    response.writeHead(200, { "content-encoding": encoding }).end(compress(JSON.stringify(answer))),
  );
  expect(await ask(url)).toMatchObject({ kind: "answer", answer });
});

describe("redirects", () => {
  test.each([307, 308])("%i inside of one origin is followed, with the task", async (status) => {
    const url = await serve(({ url: path }, response, body) => {
      if (path === "/old") response.writeHead(status, { location: "/new" }).end();
      else says(response, { ...answer, output: body.length });
    });
    expect(await ask(`${url}/old`)).toMatchObject({ answer: { output: encodeRequest(sampleRequest()).length } });
  });

  test("another origin gets neither the task nor the key", async () => {
    let asked = 0;
    const elsewhere = await serve((_request, response) => {
      asked += 1;
      says(response);
    });
    const url = await serve((_request, response) =>
      response.writeHead(307, { location: `${elsewhere}/x?secret=1` }).end(),
    );
    expect(await ask(url)).toEqual({
      kind: "unmeasured",
      why: expect.stringContaining(`sends us to ${elsewhere}/x, which is not followed`),
    });
    expect(asked).toBe(0);
  });

  test.each([301, 302, 303])("%i would lose the task", async (status) => {
    const url = await serve((_request, response) => response.writeHead(status, { location: "/new" }).end());
    expect(await ask(url)).toMatchObject({ kind: "unmeasured", why: expect.stringContaining(`status ${status}`) });
  });

  test("a circle ends", async () => {
    const url = await serve((_request, response) => response.writeHead(307, { location: "/" }).end());
    expect(await ask(url)).toMatchObject({ kind: "unmeasured", why: expect.stringContaining("status 307") });
  });
});

describe("time", () => {
  const silent: Handle = () => undefined;
  const dripping: Handle = (_request, response) => void setInterval(() => response.write(" "), 50).unref();

  test.each([
    ["a service that says nothing", silent],
    ["a service that never comes to an end", dripping],
  ])("%s has run out of its budget", async (_name, handle) => {
    expect(await ask(await serve(handle), { seconds: 0.3 - margin })).toMatchObject({
      kind: "answer",
      answer: { stop_reason: "budget_exceeded", seconds: expect.closeTo(0.3) },
    });
  });

  test.each([
    ["waits", silent],
    ["reads", dripping],
  ])("an interrupt ends an agent that %s", async (_name, handle) => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 150);
    await expect(ask(await serve(handle), { signal: stop.signal })).rejects.toMatchObject({ code: "INTERRUPTED" });
  });
});
