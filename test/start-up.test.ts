import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { commands } from "../src/commands/index.ts";
import { gitEnvironment, temporaryRepository } from "./helpers/repository.ts";
import { runRecord } from "./helpers/runs.ts";
import { bundlesOf, expectYes, sharedFolder } from "./helpers/shop.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../", import.meta.url));

let folder: string;
let probe: string;
let served: string;

beforeAll(async () => {
  folder = await sharedFolder();
  const { commit, write } = await temporaryRepository({}, { folder });
  await expectYes(folder, "init");
  await write({ ".gitignore": "loaded.*\n" });
  await commit("Add the support agent");
  await expectYes(folder, "test", "--save");
  await expectYes(folder, "promote", "canary", "--yes");
  await expectYes(folder, "promote", "prod", "--yes");
  served = (await bundlesOf(folder))["support"] ?? "";
  const transcript = [{ role: "user", content: "Where is my order?" }];
  await writeFile(join(folder, "loaded.runs.jsonl"), JSON.stringify(runRecord({ transcript })));
  const tool = { type: "function", function: { name: "get_order", description: "Looks up an order", parameters: {} } };
  await writeFile(join(folder, "loaded.tools.json"), JSON.stringify([tool]));
  probe = join(folder, "loaded.cjs");
  await writeFile(
    probe,
    `process.on("exit", () => {
      const builtins = process.moduleLoadList.flatMap((one) => /^NativeModule (?!internal)(.*)/.exec(one)?.[1] ?? []);
      require("node:fs").writeFileSync("loaded.json", JSON.stringify({ files: Object.keys(require.cache), builtins }));
    });`,
  );
});

interface Loaded {
  readonly files: readonly string[];
  readonly builtins: readonly string[];
}

/** What a real call of the program loads, where nothing that was compiled is kept: then it is node that knows. */
async function loadedBy(call: string): Promise<Loaded> {
  await run(process.execPath, ["--require", probe, join(root, "bin/promptctl.js"), ...call.split(" ")], {
    cwd: folder,
    env: { ...process.env, ...gitEnvironment, NO_COLOR: "1", NODE_DISABLE_COMPILE_CACHE: "1" },
  }).catch((error: unknown) => {
    // A no is an answer, and what could not be measured was looked for.
    if (!(error instanceof Error && "code" in error && (error.code === 1 || error.code === 3))) throw error;
  });
  const { files, builtins } = JSON.parse(await readFile(join(folder, "loaded.json"), "utf8")) as Loaded;
  return { files: files.filter((file) => file !== probe), builtins };
}

async function kibibytesOf(files: readonly string[]): Promise<number> {
  const texts = await Promise.all(files.map((file) => readFile(file)));
  return texts.reduce((sum, { length }) => sum + length, 0) / 1024;
}

describe("a call loads what it needs", () => {
  // As it was measured, and a tenth more: who needs more room says why.
  const bounds: readonly (readonly [call: string, files: number, kibibytes: number])[] = [
    ["--version", 3, 6],
    ["--help", 3, 6],
    ["diff --help", 5, 110],
    ["explain TOOL_RENAMED", 9, 280],
    // The first call of it judges everything, the second finds that nothing was changed.
    ["check", 17, 760],
    ["check", 8, 150],
    ["build --contract support", 15, 600],
    ["build", 8, 150],
    // The first call finds that nothing differs, the second knows it.
    ["diff", 17, 490],
    ["diff", 11, 380],
    ["test", 19, 830],
    ["gate --base HEAD", 22, 1030],
    ["promote canary --dry-run", 19, 1140],
    ["rollback canary", 11, 370],
    ["status", 12, 470],
    ["log", 9, 350],
    ["show support", 14, 670],
    ["resolve support --label prod --session ada", 9, 350],
    // It shares its files with verbs that are called more often.
    ["schema contract", 18, 840],
    ["verify", 19, 650],
    ["publish", 11, 390],
    ["runs --runs loaded.runs.jsonl", 25, 890],
    ["analyze support --runs loaded.runs.jsonl", 17, 630],
    ["golden add --from loaded.runs.jsonl --keep", 36, 1480],
    ["import openai loaded.tools.json --contract imported", 30, 1330],
    ["init --security", 33, 1740],
    ["halt support --reason trial", 15, 400],
    ["revoke SERVED --reason trial", 17, 420],
  ];

  test.each(bounds)("%s", async (call, most, kibibytes) => {
    const { files } = await loadedBy(call.replace("SERVED", served));
    expect(files.filter((file) => !file.startsWith(root) || file.includes("node_modules"))).toEqual([]);
    expect(files.length).toBeGreaterThan(1);
    expect(files.length).toBeLessThanOrEqual(most);
    expect(await kibibytesOf(files)).toBeLessThanOrEqual(kibibytes);
  });

  test("whichever verb it is", () => {
    const bounded = (name: string): boolean => bounds.some(([call]) => call.startsWith(name));
    expect(commands.filter(({ name }) => !bounded(name)).map(({ name }) => name)).toEqual([]);
  });
});

test("help starts no part of node that talks to anybody", async () => {
  const { builtins } = await loadedBy("diff --help");
  expect(builtins).toContain("fs");
  expect(
    builtins.filter((name) => ["child_process", "crypto", "http", "readline", "worker_threads"].includes(name)),
  ).toEqual([]);
});
