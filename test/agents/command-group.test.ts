import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { AgentOutcome } from "../../src/agents/agent.ts";
import { commandAgent } from "../../src/agents/command.ts";
import { temporaryFolder } from "../helpers/repository.ts";
import { sampleRequest } from "../helpers/tasks.ts";

/** A limit is in force 10 s later, as starting a program takes time; here it is in force at once. */
const startUp = 10;

interface Started {
  readonly running: Promise<AgentOutcome>;
  /** The process that the agent started, once it runs. */
  readonly grandchild: Promise<number>;
}

/** An agent that starts another process, notes its number in a file, and goes on with `then`. */
async function start(
  { detached = false, child, then }: { readonly detached?: boolean; readonly child: string; readonly then: string },
  { seconds = null, signal = new AbortController().signal }: { seconds?: number | null; signal?: AbortSignal } = {},
): Promise<Started> {
  const folder = await temporaryFolder();
  const script = `
    const { spawn } = require("node:child_process");
    const child = spawn(process.execPath, ["--eval", ${JSON.stringify(child)}], {
      stdio: ["ignore", "inherit", "inherit"], detached: ${String(detached)} });
    require("node:fs").writeFileSync("pid", String(child.pid));
    child.unref();
    setTimeout(() => { ${then} }, 300);`;
  const agent = commandAgent({ command: [process.execPath, "--eval", script], folder, env: {}, signal });
  const running = agent.run(sampleRequest({}, { seconds: seconds === null ? null : seconds - startUp }));
  const grandchild = pidIn(join(folder, "pid"));
  onTestFinished(async () => {
    if (await lives(await grandchild)) process.kill(await grandchild, "SIGKILL");
  });
  return { running, grandchild };
}

async function pidIn(file: string): Promise<number> {
  for (;;) {
    const pid = Number(await readFile(file, "utf8").catch(() => ""));
    if (pid > 0) return pid;
    await sleep(20);
  }
}

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A killed process is there a moment longer, until somebody has taken note of it. */
async function lives(pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    try {
      process.kill(pid, 0);
      const state = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
      if (/\) Z /.test(state)) return false;
    } catch {
      return false;
    }
    await sleep(25);
  }
  return true;
}

const forever = "setTimeout(() => {}, 60_000);";
const stubborn = `process.on("SIGTERM", () => {}); ${forever}`;
const answers = `process.stdout.write('{"stop_reason":"finish"}');`;

describe.each([
  ["one that listens", forever],
  ["one that does not", stubborn],
])("what the agent started, %s", (_name, child) => {
  test("ends when the time is up", async () => {
    const { running, grandchild } = await start({ child, then: forever }, { seconds: 1 });
    expect(await running).toMatchObject({ kind: "answer", answer: { stop_reason: "budget_exceeded" } });
    expect(await lives(await grandchild)).toBe(false);
  });

  test("ends when somebody interrupts", async () => {
    const stop = new AbortController();
    const { running, grandchild } = await start({ child, then: forever }, { signal: stop.signal });
    expect(await lives(await grandchild)).toBe(true);
    stop.abort();
    await expect(running).rejects.toMatchObject({ code: "INTERRUPTED" });
    expect(await lives(await grandchild)).toBe(false);
  });
});

describe.each([
  ["of its group", false],
  ["of a group of its own", true],
])("a child %s that was left behind and holds the streams open", (_name, detached) => {
  test("does not keep an answer back", async () => {
    const started = performance.now();
    const { running } = await start({ child: forever, then: answers, detached });
    expect(await running).toMatchObject({ kind: "answer", answer: { stop_reason: "finish" } });
    expect(performance.now() - started).toBeLessThan(6_000);
  });
});

async function ask(script: string): Promise<AgentOutcome> {
  const signal = new AbortController().signal;
  return commandAgent({
    command: [process.execPath, "--eval", script],
    folder: await temporaryFolder(),
    env: {},
    signal,
  }).run(sampleRequest());
}

test("more than an answer can be is cut off, and no memory is lost to it", async () => {
  const outcome = await ask(`
    const chunk = "x".repeat(1 << 20);
    const write = () => { while (process.stdout.write(chunk)); process.stdout.once("drain", write); };
    write();`);
  expect(outcome).toEqual({ kind: "unmeasured", why: expect.stringMatching(/wrote more than 64 MiB to stdout$/) });
});

test("megabytes on stderr are no fault; the end of them is kept", async () => {
  const noise = `process.stderr.write("y".repeat(5_000_000) + "the end", () => {`;
  expect(await ask(`${noise} ${answers} })`)).toMatchObject({ kind: "answer" });
  const outcome = await ask(`${noise} process.exit(1) })`);
  const stderr = outcome.kind === "unmeasured" ? (outcome.stderr ?? "") : "";
  expect(stderr.length).toBe(64 * 1024);
  expect(stderr).toMatch(/y+the end$/);
});

test("the exit code EX_TEMPFAIL asks to be asked again, and no other", async () => {
  expect(await ask("process.exitCode = 75")).toMatchObject({ kind: "unmeasured", again: { after: null } });
  expect(await ask("process.exitCode = 74")).not.toHaveProperty("again");
});
