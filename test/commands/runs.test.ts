import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { type CliDocument, documentOf } from "../helpers/cli.ts";
import { runMain } from "../helpers/main.ts";
import { temporaryFolder } from "../helpers/repository.ts";
import { runRecord } from "../helpers/runs.ts";
import { bundlesOf, sharedRelease } from "../helpers/shop.ts";
import { otlpRequest, otlpSpan } from "../helpers/spans.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const said = [{ role: "user", content: "Where is my order?" }];

let folder = "";
let id = "";
beforeAll(async () => {
  ({ folder } = await sharedRelease());
  const [digest = ""] = Object.values(await bundlesOf(folder, "--ref", "HEAD~1"));
  id = `support@${digest.slice(7, 19)}`;
  const served = { bundle: digest, prompt_id: id };
  const at = (minute: number): JsonObject => ({ at: `2026-11-20T10:0${minute}:00Z` });
  const records = [
    runRecord({ ...served, ...at(1), run_id: "r-1", session: sha256("alice"), transcript: said }),
    runRecord({ ...served, ...at(2), run_id: "r-2", session: sha256("alice"), turn: 1, stop_reason: "error" }),
    runRecord({ ...served, ...at(3), run_id: "r-3", session: sha256("pepper\0bob"), variant: "ramp" }),
    runRecord({ ...at(4), run_id: "r-4", session: sha256("carol") }),
  ];
  const lines = `${records.map((record) => JSON.stringify(record)).join("\n")}\n{"half`;
  await writeFile(join(folder, "it's runs.jsonl"), lines);
  await writeFile(join(folder, "packed"), gzipSync(lines));
  await writeFile(join(folder, "empty.jsonl"), "");
  const agent = { "gen_ai.operation.name": "invoke_agent", "gen_ai.conversation.id": sha256("dora") };
  const span = otlpSpan("a", "", { ...agent, "promptctl.bundle": digest, "promptctl.prompt_id": id });
  await writeFile(join(folder, "traces.json"), JSON.stringify(otlpRequest(span)));
});

interface Data {
  readonly runs: readonly { readonly run_id: string }[];
  readonly contracts: readonly {
    readonly name: string;
    readonly why: string | null;
    readonly servedBy: readonly string[];
  }[];
  readonly reproduce: string | null;
  readonly skipped: Readonly<Record<string, number>>;
}

async function runsIn(
  file: string,
  exit: number,
  ...args: readonly string[]
): Promise<CliDocument & { readonly data: Data }> {
  const result = await runMain(folder, "runs", "--runs", file, ...args, "--format", "json");
  expect(result.exit).toBe(exit);
  return documentOf(result) as CliDocument & { data: Data };
}

const runs = (exit: number, ...args: readonly string[]) => runsIn("it's runs.jsonl", exit, ...args);

const ids = ({ data }: { readonly data: Data }): readonly string[] => data.runs.map(({ run_id }) => run_id);

describe("which prompt was used for this conversation?", () => {
  test("by its id: its runs, the contract as it was, and the command that makes a golden task", async () => {
    const found = await runs(0, "--session", "alice");
    expect([found.verdict, ids(found)]).toEqual([`${id}: 2 runs of one conversation`, ["r-2", "r-1"]]);
    expect(found.data.contracts).toMatchObject([{ name: id, why: null, servedBy: ["canary", "prod", "staging"] }]);
    expect(found.data.reproduce).toBe(`promptctl golden add --from 'it'\\''s runs.jsonl' --run r-1`);
    expect(found.data.skipped).toEqual({ torn: 1, "not JSON": 0, "not a run record": 0 });
  });

  test.each([
    ["by the hash", ["--session", sha256("alice")], ["r-2", "r-1"]],
    ["by an id that was hashed with salt", ["--session", "bob", "--salt", "pepper"], ["r-3"]],
    ["by a run", ["--run", "r-1"], ["r-1"]],
    ["by a label, which serves a bundle", ["--bundle", "prod"], ["r-3", "r-2", "r-1"]],
    ["by a digest that nobody released", ["--bundle", `sha256:${"a".repeat(64)}`], ["r-4"]],
    ["by time", ["--since", "2026-11-20T10:03Z"], ["r-4", "r-3"]],
    ["the newest", ["-n", "1"], ["r-4"]],
  ])("%s", async (_name, args, expected) => {
    expect(ids(await runs(0, ...args))).toEqual(expected);
  });

  test("as a person reads it", async () => {
    const { stdout } = await runMain(folder, "runs", "--runs", "packed", "--session", "alice");
    expect(stdout).toContain("promptctl golden add --from packed --run r-1");
    expect(stdout).toContain(`The contract as it was: ${id}`);
    expect(stdout).toContain("Lines that could not be read: 1 torn.");
    expect(stdout.trimEnd().split("\n").at(-1)).toBe(`✔ ${id}: 2 runs of one conversation`);
    const { stdout: added } = await runMain(folder, "golden", "add", "--from", "packed", "--run", "r-1");
    expect(added).toContain("Where is my order?");
  });

  test("a bundle that this repository does not know is said, and its runs are listed all the same", async () => {
    const found = await runs(0, "--session", "carol");
    expect(ids(found)).toEqual(["r-4"]);
    expect(found.data.contracts).toMatchObject([
      { name: "support@aaaaaaaaaaaa", why: expect.stringContaining("not on the release branch") },
    ]);
    const elsewhere = await temporaryFolder();
    const args = ["--runs", join(folder, "it's runs.jsonl"), "--session", "alice"];
    const { stdout, exit } = await runMain(elsewhere, "runs", ...args);
    expect([exit, stdout]).toEqual([0, expect.stringContaining("there is no repository here")]);
  });

  test("a run of which nobody wrote down what was said makes no golden task", async () => {
    const { stdout } = await runMain(folder, "runs", "--runs", "traces.json", "--session", "dora");
    expect(stdout).toContain("`transcript: true`");
    expect(stdout).toContain(id);
  });
});

describe("where there is nothing", () => {
  test("no such run", async () => {
    const none = await runs(1, "--session", "nobody");
    expect(none.verdict).toBe("no such run among 4 records in it's runs.jsonl");
    const { stdout } = await runMain(folder, "runs", "--runs", "packed", "--session", "nobody");
    expect(stdout).toContain("--salt");
  });

  test("no record at all", async () => {
    const { verdict } = await runsIn("empty.jsonl", 3);
    expect(verdict).toBe("there is no run record in empty.jsonl");
  });

  test.each([
    ["no file is named", [], "where are the run records?"],
    ["no such label", ["--runs", "packed", "--bundle", "nowhere"], "nowhere"],
    ["no such time", ["--runs", "packed", "--since", "soon"], "'soon' is no time"],
    ["an empty id", ["--runs", "packed", "--session", ""], "--session is empty"],
    ["salt alone", ["--runs", "packed", "--salt", "x"], "--salt is for the id of a session"],
  ])("%s", async (_name, args, message) => {
    const { exit, stderr } = await runMain(folder, "runs", ...args);
    expect([exit, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
