import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { Failure } from "../../src/core/failure.ts";
import { listMcpTools } from "../../src/world/mcp.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "promptctl-mcp-"));
});

/** Starts a program out of these lines and asks it for its tools. */
async function ask(name: string, lines: readonly string[], part: { timeout?: number; signal?: AbortSignal } = {}) {
  const path = join(folder, `${name}.mjs`);
  await writeFile(path, lines.join("\n"));
  return listMcpTools({ command: process.execPath, args: [path], cwd: folder, timeout: 20_000, ...part });
}

async function failureOf(listing: Promise<unknown>): Promise<Failure> {
  const outcome = await listing.catch((error: unknown) => error);
  if (outcome instanceof Failure) return outcome;
  throw new Error(`this is no failure: ${JSON.stringify(outcome)}`);
}

/** A server by hand: `reply(id, result)`, `send(anything)`, and `on(method, id, params)` for what it is told. */
const byHand = [
  'import { createInterface } from "node:readline";',
  "const send = (message) => console.log(JSON.stringify(message));",
  'const reply = (id, result) => send({ jsonrpc: "2.0", id, result });',
  'const hello = { protocolVersion: "2025-06-18", capabilities: { tools: {} }, serverInfo: { name: "by-hand", version: "1" } };',
  'createInterface({ input: process.stdin }).on("line", (line) => { const { method, id, params, result } = JSON.parse(line); on(method, id, params, result); });',
];

describe("a server of the official library", () => {
  const server = fileURLToPath(import.meta.resolve("@modelcontextprotocol/server"));
  const stdio = fileURLToPath(import.meta.resolve("@modelcontextprotocol/server/stdio"));
  const zod = fileURLToPath(import.meta.resolve("zod"));
  const notes = [
    `import { McpServer } from ${JSON.stringify(server)};`,
    `import { serveStdio } from ${JSON.stringify(stdio)};`,
    `import { z } from ${JSON.stringify(zod)};`,
    "const make = () => {",
    '  const server = new McpServer({ name: "notes", version: "1.0.0" });',
    '  const options = { title: "Read", description: "Read a note.", inputSchema: z.object({ id: z.string() }), annotations: { readOnlyHint: true } };',
    '  server.registerTool("read_note", options, async () => ({ content: [] }));',
    "  return server;",
    "};",
  ];

  test.each([
    ["that greets first", "serveStdio(make);"],
    ["that knows no greeting any more", 'serveStdio(make, { legacy: "reject" });'],
  ])("%s lists its tools", async (name, start) => {
    const { server: called, tools } = await ask(name.replaceAll(" ", "-"), [...notes, start]);
    expect(called).toBe("notes");
    expect(tools).toMatchObject([
      {
        name: "read_note",
        title: "Read",
        inputSchema: { type: "object", properties: { id: { type: "string" } }, required: ["id"] },
        annotations: { readOnlyHint: true },
      },
    ]);
  });
});

describe("a server by hand", () => {
  test("is greeted, told so, and asked for page after page", async () => {
    const { tools, server } = await ask("pages", [
      ...byHand,
      "let ready = false;",
      "function on(method, id, params) {",
      '  if (method === "initialize") reply(id, hello);',
      '  if (method === "notifications/initialized") ready = true;',
      '  if (method === "tools/list" && ready) reply(id, params.cursor === undefined ? { tools: [{ name: "one" }], nextCursor: "2" } : { tools: [{ name: params.cursor }] });',
      "}",
    ]);
    expect(server).toBe("by-hand");
    expect(tools).toEqual([{ name: "one" }, { name: "2" }]);
  });

  test("may log where it should not, ask questions of its own, and answer in batches", async () => {
    const { tools } = await ask("noise", [
      ...byHand,
      "let open = 0;",
      "function on(method, id, params, result) {",
      '  if (method === "initialize") {',
      '    console.log("listening on stdio");',
      '    send({ jsonrpc: "2.0", method: "notifications/message", params: {} });',
      '    send({ jsonrpc: "2.0", id: "p", method: "ping" });',
      '    send({ jsonrpc: "2.0", id: "r", method: "roots/list" });',
      "    open = id;",
      "  }",
      '  if (id === "p") { if (JSON.stringify(result) !== "{}") process.exit(7); }',
      '  if (id === "r") { if (result !== undefined) process.exit(8); send([{ jsonrpc: "2.0", id: 99, result: {} }, { jsonrpc: "2.0", id: open, result: hello }]); }',
      '  if (method === "tools/list") reply(id, { tools: [{ name: "only" }] });',
      "}",
    ]);
    expect(tools).toEqual([{ name: "only" }]);
  });

  test.each([
    [
      "refuses the greeting",
      'if (method === "initialize") send({ jsonrpc: "2.0", id, error: { code: -1, message: "not today" } });',
      "initialize: not today",
    ],
    [
      "has no tools",
      'if (method === "initialize") reply(id, hello); if (method === "tools/list") send({ jsonrpc: "2.0", id, error: { code: -32601, message: "Method not found" } });',
      "tools/list: Method not found",
    ],
    [
      "answers with something else",
      'if (method === "initialize") reply(id, hello); if (method === "tools/list") reply(id, { resources: [] });',
      "tools/list: its answer has no `tools`",
    ],
    [
      "never turns its page",
      'if (method === "initialize") reply(id, hello); if (method === "tools/list") reply(id, { tools: [], nextCursor: "again" });',
      "tools/list: it answers with the same page again and again",
    ],
    ["goes away", 'console.error("no licence"); process.exit(3);', "it ended with exit code 3"],
  ])("that %s is said to", async (name, body, why) => {
    const listing = ask(name.replaceAll(" ", "-"), [...byHand, `function on(method, id, params) { ${body} }`]);
    const { code, kind, message, hint } = await failureOf(listing);
    expect({ code, kind }).toEqual({ code: "MCP_FAILED", kind: "world" });
    expect(message).toContain(`did not list its tools: ${why}`);
    if (name === "goes away") expect(hint).toBe("it wrote to stderr:\nno licence");
  });

  test("what it wrote to stderr is shown without what a terminal would act on", async () => {
    const listing = ask("colours", ['process.stderr.write("\\u001B[31mred\\u001B[0m\\n");', "process.exit(1);"]);
    expect((await failureOf(listing)).hint).toBe("it wrote to stderr:\n\uFFFD[31mred\uFFFD[0m");
  });
});

describe("who does not end by himself is ended, with everything that he started", () => {
  const stubborn = (pids: string): readonly string[] => [
    'import { spawn } from "node:child_process";',
    'import { writeFileSync } from "node:fs";',
    'const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });',
    `writeFileSync(${JSON.stringify(pids)}, JSON.stringify([process.pid, child.pid]));`,
    'process.on("SIGTERM", () => {});',
    "setInterval(() => {}, 1000);",
  ];

  test("after the time-out", async () => {
    const pids = join(folder, "late.json");
    const { message } = await failureOf(ask("late", stubborn(pids), { timeout: 800 }));
    expect(message).toContain("it was too slow: no list within 0.8 s");
    await expectGone(pids);
  });

  test("after an interruption", async () => {
    const pids = join(folder, "interrupted.json");
    const { code } = await failureOf(ask("interrupted", stubborn(pids), { signal: AbortSignal.timeout(800) }));
    expect(code).toBe("INTERRUPTED");
    await expectGone(pids);
  });

  test("after its answer", async () => {
    const pids = join(folder, "answered.json");
    const { tools } = await ask("answered", [
      ...stubborn(pids),
      ...byHand,
      'function on(method, id) { if (method === "initialize") reply(id, hello); if (method === "tools/list") reply(id, { tools: [] }); }',
    ]);
    expect(tools).toEqual([]);
    await expectGone(pids);
  });
});

test("a program that is not there cannot be started", async () => {
  const listing = listMcpTools({ command: "promptctl-no-such-program", args: [], cwd: folder });
  expect(await failureOf(listing)).toMatchObject({ code: "PROCESS_MISSING", kind: "world" });
});

async function expectGone(pids: string): Promise<void> {
  const ids = JSON.parse(await readFile(pids, "utf8")) as readonly number[];
  expect(ids).toHaveLength(2);
  const alive = (): readonly number[] => ids.filter(isAlive);
  for (let tries = 0; tries < 50 && alive().length > 0; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect(alive()).toEqual([]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
