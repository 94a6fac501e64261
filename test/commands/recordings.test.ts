import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { isJsonArray, isJsonObject } from "../../src/core/json.ts";
import { chatStep, type Step } from "../helpers/chat.ts";
import { type CliResult, documentOf, startPromptctl } from "../helpers/cli.ts";
import { environmentFor } from "../helpers/live.ts";
import { runMain } from "../helpers/main.ts";
import { type ProviderServer, startProvider } from "../helpers/provider-server.ts";
import { type Repository, temporaryRepository } from "../helpers/repository.ts";

const policy = "You answer questions about orders. Look the order up, then answer in two sentences.\n";

const files = {
  "promptctl.yaml": "runner: { model: {} }\n",
  // What answers is a server of this test: the recordings say so.
  "prompts/support/contract.yaml": `contract: support
model: { provider: openai-compatible, name: scripted-by-a-test }
system: { file: ./policy.md }
tools:
  - name: get_order
    description: Look an order up.
    effect: read
    input: { type: object, required: [order_id], properties: { order_id: { type: string } } }
  - name: search
    description: Search the help pages.
    effect: read
    input: { type: object, required: [text], properties: { text: { type: string } } }
`,
  "prompts/support/policy.md": policy,
  "goldens/support/orders.yaml": `contract: support
tasks:
  - id: late_order
    incident: INC-1412
    input: My order 4711 is late. Where is it?
    tools:
      get_order: [{ return: { status: in transit, days: 3 } }]
      search: [{ return: { pages: [Late orders are refunded after ten days.] } }]
    max_tokens: 9000
    max_tool_calls: 6
    expect: { called: [get_order], output: [{ icontains: transit }] }
`,
};

const answer = "It is in transit, three days late.";

/** Four calls and 7,500 tokens. */
const brief: readonly Step[] = [
  { call: ["get_order", { order_id: "4711" }], input: 1_000, output: 40 },
  ...["late", "transit", "refund"].map((text, index) => ({
    call: ["search", { text }] as const,
    input: 1_250 + 250 * index,
    output: 40,
  })),
  { text: answer, input: 1_800, output: 40 },
];

/** Eleven calls and 14,200 tokens: the same model, told to be thorough. */
const thorough: readonly Step[] = [
  ...["4711", "4711", "4712"].map((order_id, index) => ({
    call: ["get_order", { order_id }] as const,
    input: 950 + 30 * index,
    output: 60,
  })),
  ...Array.from({ length: 8 }, (_, index) => ({
    call: ["search", { text: `page ${index}` }] as const,
    input: 1_040 + 30 * index,
    output: 60,
  })),
  { text: answer, input: 1_280, output: 160 },
];

/** What the judge says, whatever it is asked. */
const verdict: Step = { text: '{"reason":"It says so.","score":1,"pass":true}', input: 300, output: 20 };

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A server that takes up each conversation where it is, a repository, and a shell that has a key for it. */
async function shopWith(steps: readonly Step[]): Promise<{
  repository: Repository;
  server: ProviderServer;
  run: (...args: readonly string[]) => Promise<CliResult>;
}> {
  const server = await startProvider(({ messages }) => {
    const said = isJsonArray(messages) ? messages : [];
    if (JSON.stringify(said[0]).includes("You judge")) return chatStep(verdict, 0);
    const isThorough = JSON.stringify(said[0]).includes("Be thorough.");
    const at = said.filter((message) => isJsonObject(message) && message["role"] === "assistant").length;
    const step = (isThorough ? thorough : steps)[at];
    if (step === undefined) throw new Error("the run goes on where it should have ended");
    return chatStep(step, at);
  });
  for (const [name, value] of Object.entries(environmentFor(server.url))) vi.stubEnv(name, value);
  const repository = await temporaryRepository(files);
  return { repository, server, run: (...args) => runMain(repository.folder, "test", ...args) };
}

describe("the incident: a prompt is told to be thorough", () => {
  test("its golden task fails, and says by how much and where", async () => {
    const { repository, server, run } = await shopWith(brief);
    await using _ = server;
    expect(await run("--record")).toMatchObject({ exit: 0 });
    await repository.commit("Recorded");

    // A replay passes, and asks nobody.
    expect(await run()).toMatchObject({ exit: 0, stdout: expect.stringMatching(/7,500.*\n[^]*1 passed/) });
    expect(server.arrived).toHaveLength(brief.length);

    // The change: nothing that was recorded is an answer to it.
    await repository.write({ "prompts/support/policy.md": `${policy}Be thorough.\n` });
    const stale = await run();
    expect(stale).toMatchObject({
      exit: 3,
      stdout: expect.stringContaining("the recording is stale: the system text changed since"),
    });
    expect(stale.stdout).toMatch(/^ *promptctl test --record --contract support$/m);
    expect(server.arrived).toHaveLength(brief.length);

    const recorded = await run("--record");
    expect(recorded.exit).toBe(1);
    expect(server.arrived).toHaveLength(brief.length + thorough.length);
    for (const { exit, stdout } of [recorded, await run()]) {
      expect(exit).toBe(1);
      expect(stdout).toMatch(/max_tokens\n +expected +at most 9,000\n +got +14,200 \(×1\.58 of the limit\)/);
      expect(stdout).toMatch(/max_tool_calls\n +expected +at most 6\n +got +11 \(×1\.83 of the limit\)/);
      expect(stdout).toContain("goldens/support/orders.yaml:3");
      expect(stdout).toContain("INC-1412");
    }
  });

  test("a replay is the same to the byte, however many runs there are at a time", async () => {
    const { repository, server, run } = await shopWith(brief);
    await using _ = server;
    const tasks = Array.from(
      { length: 9 },
      (_none, index) => `  - id: order_${index}
    input: Where is order ${index}?
    repeat: { runs: ${1 + (index % 3)}, pass: 1 }
    tools: { get_order: [{ return: { days: ${index} } }], search: [{ return: [], delay: 0.${index} }] }
    max_tokens: ${7_000 + index * 100}
`,
    );
    await repository.write({ "goldens/support/more.yaml": `contract: support\ntasks:\n${tasks.join("")}` });
    expect(await run("--record", "--jobs", "4")).toMatchObject({ exit: 1 });
    const outputs = [];
    const replay = ["--format", "json", "--results", "results.jsonl"];
    for (const jobs of ["1", "1", "8"]) outputs.push((await run(...replay, "--jobs", jobs)).stdout);
    expect(documentOf({ stdout: outputs[0] ?? "", stderr: "", exit: 0 })).toMatchObject({
      exit: 1,
      data: { unmeasured: 0 },
    });
    expect(outputs[1]).toBe(outputs[0]);
    expect(outputs[2]).toBe(outputs[0]);
  });
});

describe("what is recorded", () => {
  test("holds no key, header or address, whatever the server said", async () => {
    const { repository, server, run } = await shopWith(brief);
    await using _ = server;
    await run("--record");
    const text = await readFile(join(repository.folder, "goldens/support/recordings/late_order.json"), "utf8");
    for (const value of Object.values(environmentFor(server.url))) expect(text).not.toContain(value);
    expect(text).not.toMatch(/authorization|bearer|127\.0\.0\.1/i);
    expect(text).toContain('"name":"scripted-by-a-test"');
  });

  test("is no golden task, also where the glob means every file", async () => {
    const { repository, server, run } = await shopWith(brief);
    await using _ = server;
    await repository.write({ "promptctl.yaml": 'runner: { model: {} }\ngoldens: "goldens/**/*"\n' });
    expect(await run("--record")).toMatchObject({ exit: 0 });
    expect(await run()).toMatchObject({ exit: 0 });
    expect(await runMain(repository.folder, "check")).toMatchObject({ exit: 0 });
  });

  test("needs no key, and nothing that a model needs, to be replayed", async () => {
    const { repository, server, run } = await shopWith(brief);
    await using _ = server;
    await run("--record");
    vi.unstubAllEnvs();
    expect(await runMain(repository.folder, "test")).toMatchObject({ exit: 0 });
  });

  test("is not believed where somebody mended it by hand", async () => {
    const { repository, server, run } = await shopWith(brief);
    await using _ = server;
    await run("--record");
    const path = join(repository.folder, "goldens/support/recordings/late_order.json");
    await writeFile(path, (await readFile(path, "utf8")).replace('"input":1800', '"input":18'));
    const result = await run();
    expect(result).toMatchObject({ exit: 3 });
    expect(result.stdout).toMatch(/goldens\/support\/recordings\/late_order\.json:\d+: it was changed after/);
  });

  test("belongs to tasks that are still there: recording one leaves the others alone", async () => {
    const { repository, server, run } = await shopWith(brief);
    await using _ = server;
    await run("--record");
    await repository.write({ "goldens/support/recordings/gone.json": "{}\n" });
    await run();
    await run("--record");
    const left = await readdir(join(repository.folder, "goldens/support/recordings"));
    expect(left.toSorted()).toEqual(["gone.json", "late_order.json"]);
  });
});

describe("what the judge of an answer says", () => {
  const rubric = "rubric: { text: Says where the order is., alone: true }";
  const goldens = files["goldens/support/orders.yaml"].replace("icontains: transit", rubric);
  const judge = "judge: { provider: openai-compatible, name: scripted-judge }\n";

  test("is recorded beside what the agent said", async () => {
    const { repository, server, run } = await shopWith(brief);
    await using _ = server;
    await repository.write({
      "promptctl.yaml": `runner: { model: {} }\n${judge}`,
      "goldens/support/orders.yaml": goldens,
    });
    expect(await run()).toMatchObject({ exit: 3 });
    expect(await run("--record")).toMatchObject({ exit: 0 });
    expect(server.arrived).toHaveLength(brief.length + 1);
    const folder = join(repository.folder, "goldens/support/recordings");
    expect((await readdir(folder)).toSorted()).toEqual(["late_order.json", "late_order.judge.json"]);
    expect(await run()).toMatchObject({ exit: 0 });
    await repository.write({ "goldens/support/orders.yaml": goldens.replace("Says where", "Says exactly where") });
    const { exit, stdout } = await run();
    expect(exit).toBe(3);
    expect(stdout).toMatch(
      /the recording is stale: the rubric "Says exactly\s+where [^]*changed\s+since\s[^]*late_order\.judge\.json/,
    );
    expect(server.arrived).toHaveLength(brief.length + 1);
  });

  test("is recorded also where a program plays the task", async () => {
    const { repository, server, run } = await shopWith(brief);
    await using _ = server;
    const agent = `console.log(JSON.stringify({ stop_reason: "finish", calls: [], output: "In transit." }));\n`;
    await repository.write({
      "agent.mjs": agent,
      "promptctl.yaml": `runner: { command: [node, agent.mjs] }\n${judge}`,
      "goldens/support/orders.yaml": `contract: support
tasks: [{ id: where, input: Where is it?, expect: { output: [{ ${rubric} }] } }]
`,
    });
    expect(await run()).toMatchObject({ exit: 3, stdout: expect.stringContaining("promptctl test --record") });
    expect(await run("--record")).toMatchObject({ exit: 0 });
    expect(await run()).toMatchObject({ exit: 0 });
    expect(server.arrived).toHaveLength(1);
  });
});

describe("kill -9 while it records", () => {
  test("leaves the recording as it was, or as it became", async () => {
    const { repository, server } = await shopWith(brief);
    await using _ = server;
    const path = join(repository.folder, "goldens/support/recordings/late_order.json");
    expect(await runMain(repository.folder, "test", "--record")).toMatchObject({ exit: 0 });
    for (const wait of [0, 40, 80, 160]) {
      const child = startPromptctl(repository.folder, ["test", "--record"], environmentFor(server.url));
      const ended = new Promise((resolve) => child.once("exit", resolve));
      const before = server.arrived.length;
      while (server.arrived.length === before && child.exitCode === null) await pause(5);
      expect(server.arrived.length).toBeGreaterThan(before);
      await pause(wait);
      child.kill("SIGKILL");
      await ended;
      expect(JSON.parse(await readFile(path, "utf8"))).toMatchObject({ task: "late_order" });
      expect(await runMain(repository.folder, "test")).toMatchObject({ exit: 0 });
    }
  });
});

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
