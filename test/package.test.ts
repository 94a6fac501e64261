import { execFile } from "node:child_process";
import { cp, mkdir, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { commands } from "../src/commands/index.ts";
import { gitEnvironment, temporaryRepository } from "./helpers/repository.ts";
import { expectYes, sharedFolder } from "./helpers/shop.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../", import.meta.url));

/** Where the packed package is installed, with what it depends on and nothing else. */
let host: string;
let packages: readonly string[];

beforeAll(async () => {
  host = await sharedFolder();
  packages = await installedPackages();
  const [tarball] = JSON.parse(
    (await run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", host], { cwd: root })).stdout,
  ) as readonly [{ readonly filename: string }];
  const own = join(host, "node_modules/promptctl");
  await mkdir(own, { recursive: true });
  await run("tar", ["-xzf", join(host, tarball.filename), "--strip-components=1", "-C", own]);
  await Promise.all(packages.map((path) => cp(join(root, path), join(host, path), { recursive: true })));
});

/** What npm installs beside the package: all that the lock holds and that is neither for work nor optional. */
async function installedPackages(): Promise<readonly string[]> {
  const lock = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")) as {
    readonly packages: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  return Object.entries(lock.packages).flatMap(([path, { dev, devOptional, peer, optional }]) =>
    path === "" || [dev, devOptional, peer, optional].includes(true) ? [] : [path],
  );
}

describe("what is installed", () => {
  test("is a dozen packages", () => {
    expect(packages).toContain("node_modules/ajv");
    expect(packages.length).toBeLessThanOrEqual(12);
  });

  test("is thirty megabytes at most, on a disk of blocks of four kibibytes", async () => {
    const entries = await readdir(join(host, "node_modules"), { recursive: true, withFileTypes: true });
    const sizes = await Promise.all(
      entries.filter((entry) => entry.isFile()).map((entry) => stat(join(entry.parentPath, entry.name))),
    );
    const bytes = sizes.reduce((sum, { size }) => sum + Math.ceil(size / 4096) * 4096, 0);
    expect(bytes).toBeGreaterThan(1e6);
    expect(bytes).toBeLessThanOrEqual(30e6);
  });

  test("has a licence of everything that is in its bundle", async () => {
    const licences = await readFile(join(host, "node_modules/promptctl/dist/program/licences.txt"), "utf8");
    for (const name of ["commander", "cross-spawn", "simple-git", "zod", "picomatch"])
      expect(licences).toContain(`${name} `);
  });
});

describe("installed alone, every verb works", () => {
  /** In an order in which each finds what it needs, with the exit codes that are not 0. */
  const calls: readonly (readonly [call: string, exit?: number])[] = [
    ["check"],
    ["build"],
    ["show support --blame"],
    ["diff"],
    ["test --save"],
    ["gate --base HEAD"],
    ["promote canary --yes"],
    ["promote prod --yes"],
    ["status"],
    ["log"],
    ["resolve support --label prod --session ada"],
    ["runs --runs runs.jsonl"],
    ["golden add --from runs.jsonl --run r-1"],
    // No ramp: there is nothing to compare.
    ["analyze support --runs runs.jsonl", 3],
    ["import openai tools.json --contract other --model openai/gpt-5-mini-2026-01-15"],
    ["publish"],
    ["verify"],
    ["rollback canary"],
    ["halt support --reason broken"],
    ["revoke BUNDLE --reason broken"],
    ["schema contract"],
    ["explain TOOL_RENAMED"],
  ];

  async function exitOf(folder: string, ...args: readonly string[]): Promise<number> {
    const program = join(host, "node_modules/promptctl/bin/promptctl.js");
    const env = { ...process.env, ...gitEnvironment, NO_COLOR: "1" };
    return run(process.execPath, [program, ...args], { cwd: folder, env }).then(
      () => 0,
      ({ code }) => code,
    );
  }

  test("in the order of the loop", async () => {
    const folder = await sharedFolder();
    const { write, commit } = await temporaryRepository({}, { folder });
    expect(await exitOf(folder, "init")).toBe(0);
    await commit("Add the support agent");
    const { data } = await expectYes(folder, "build");
    const { bundles } = data as { readonly bundles: readonly [{ readonly digest: string }] };
    const record = { run_id: "r-1", contract: "support", stop_reason: "finish", bundle: bundles[0].digest };
    const transcript = [{ role: "user", content: "Where is my order?" }];
    await write({
      "runs.jsonl": JSON.stringify({ ...record, calls: [], transcript }),
      "tools.json": JSON.stringify([{ type: "function", name: "search", description: "Search.", parameters: {} }]),
    });
    for (const [call, exit = 0] of calls) {
      const args = call.replace("BUNDLE", bundles[0].digest).split(" ");
      expect([call, await exitOf(folder, ...args)]).toEqual([call, exit]);
    }
  });

  test("and none is missing", () => {
    const called = (name: string): boolean => calls.some(([call]) => call === name || call.startsWith(`${name} `));
    expect(commands.map(({ name }) => name).filter((name) => name !== "init" && !called(name))).toEqual([]);
  });
});
