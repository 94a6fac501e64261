import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import type { Finding } from "../../src/core/finding.ts";
import { sayPlace } from "../../src/core/place.ts";
import { decodeText } from "../../src/core/text.ts";
import { readBytes } from "../../src/world/files.ts";
import { type CliResult, documentOf } from "../helpers/cli.ts";
import { layOut, pathOf, readCorpus } from "../helpers/corpus.ts";
import { runMain } from "../helpers/main.ts";
import { gitEnvironment, temporaryFolder } from "../helpers/repository.ts";

const here = new URL("./", import.meta.url);
const tables = readdirSync(here)
  .filter((name) => name.endsWith(".yaml"))
  .toSorted()
  .map((name) => ({ name: name.replace(".yaml", ""), ...readCorpus(new URL(name, here)) }));

/** A file that is refused here is refused by these, whatever other rules say beside them. */
const gates = new Set(["YAML", "FRAGMENT", "SHAPE", "TEMPLATE_FAULT"]);

describe.each(tables)("$name: $about", ({ cases }) => {
  test.each(cases)("$name", async (one) => {
    const folder = await temporaryFolder();
    await layOut(folder, one);
    const { errors = [], warnings = [] } = one;

    const checked = await outcomeOf(folder, "check");
    const complete = one.many === true ? new Set<string>() : gates;
    expectSaid(
      checked.findings.filter(({ level }) => level === "error"),
      errors,
      complete,
    );
    expectSaid(
      checked.findings.filter(({ level }) => level !== "error"),
      warnings,
      new Set(),
    );
    expect({ exit: checked.exit, failure: checked.failure }).toEqual({
      exit: one.exit ?? (errors.length > 0 ? 1 : 0),
      failure: one.failure ?? null,
    });
    for (const { place, frame } of checked.findings) await expectInside(folder, place, frame);

    // What takes long is started below, and takes long enough there.
    if (one.program === true) return;
    // What `check` refuses is never built.
    const built = await outcomeOf(folder, "build");
    expect(built.exit).toBe(one.build ?? (errors.length > 0 ? 2 : 0));
    // What is never built is never shown: nothing is there that differs.
    if (built.exit === 2 && one.show === undefined) return;
    expect((await outcomeOf(folder, "show", "support")).exit).toBe(one.show ?? built.exit);
  });
});

describe("the real program, with 256 MiB and a minute", () => {
  const sampled = tables.flatMap(({ cases }) => cases.filter(({ program }) => program === true));

  test.each(sampled)("$name", async (one) => {
    const folder = await temporaryFolder();
    await layOut(folder, one);
    const { exit, stdout, stderr } = await runSmall(folder, "check");
    expect(exit).toBe(one.exit ?? ((one.errors ?? []).length > 0 ? 1 : 0));
    // No stack, nothing that a terminal acts on, and no more than somebody reads.
    // eslint-disable-next-line no-control-regex -- control characters are what this is about
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]|\n\s+at .*\.js:\d+/);
    expect(stdout.length + stderr.length).toBeLessThan(200_000);
  });
});

describe("the corpus", () => {
  const cases = tables.flatMap((table) => table.cases);

  test("has 150 cases at least, each with a name of its own", () => {
    expect(cases.length).toBeGreaterThanOrEqual(150);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  test("answers every row about YAML, JSON and text", () => {
    const rows = new Set(cases.flatMap(({ row }) => row ?? []));
    const wanted = Array.from({ length: 18 }, (_, index) => `D${index + 1}`);
    expect(wanted.filter((row) => !rows.has(row))).toEqual([]);
  });
});

interface Outcome {
  readonly exit: number;
  readonly failure: string | null;
  readonly findings: readonly Finding[];
}

/** One document on stdout, whatever is in the files; a bug would be exit 101, and no case expects that. */
async function outcomeOf(folder: string, ...args: readonly string[]): Promise<Outcome> {
  const { exit, failure, data } = documentOf(await runMain(folder, ...args, "--format", "json"));
  const { findings = [] } = (data ?? {}) as { readonly findings?: readonly Finding[] };
  return {
    exit,
    failure: failure?.code ?? null,
    findings: failure === null ? findings : (failure.findings as readonly Finding[]),
  };
}

/** Each saying is there; of the rules that must be complete nothing else is. */
function expectSaid(findings: readonly Finding[], sayings: readonly string[], complete: ReadonlySet<string>): void {
  const left = findings.map(
    ({ rule, place, message }) => `${place === null ? "-" : sayPlace(place)} ${rule} ${message}`,
  );
  for (const saying of sayings) {
    const [at = "", rule = "", ...words] = saying.split(" ");
    const index = left.findIndex((said) => said.startsWith(`${pathOf(at)} ${rule} `) && said.includes(words.join(" ")));
    expect(left, saying).toContainEqual(left[index] ?? saying);
    left.splice(index, 1);
  }
  expect(left.filter((said) => complete.has(said.split(" ")[1] ?? ""))).toEqual([]);
}

/** A place that an editor can go to. */
async function expectInside(folder: string, place: Finding["place"], frame: string | null): Promise<void> {
  expect((frame ?? "").length).toBeLessThan(1_000);
  if (place === null) return;
  const bytes = await readBytes(join(folder, place.file)).catch(() => null);
  const lines = (bytes === null ? "" : (decodeText(bytes) ?? Buffer.from(bytes).toString("latin1"))).split("\n");
  expect(place.line).toBeLessThanOrEqual(Math.max(1, lines.length));
  expect(place.column).toBeLessThanOrEqual((lines[place.line - 1] ?? "").length + 1);
  expect(Math.min(place.line, place.column)).toBeGreaterThanOrEqual(1);
}

const program = fileURLToPath(new URL("../../bin/promptctl.js", import.meta.url));
const running = new Set<ReturnType<typeof spawn>>();
afterAll(() => running.forEach((child) => child.kill("SIGKILL")));

/** Dies where it takes more than it should: `exit` is `null` then. */
function runSmall(folder: string, ...args: readonly string[]): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--max-old-space-size=256", program, ...args], {
      cwd: folder,
      env: { ...process.env, ...gitEnvironment, NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 60_000,
      killSignal: "SIGKILL",
    });
    running.add(child);
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk) => (stdout += String(chunk)));
    child.stderr.on("data", (chunk) => (stderr += String(chunk)));
    child.on("error", reject);
    child.on("close", (exit) => {
      running.delete(child);
      resolve({ exit, stdout, stderr });
    });
  });
}
