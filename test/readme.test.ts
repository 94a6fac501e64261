import { execFile } from "node:child_process";
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { commands } from "../src/commands/index.ts";
import { standardMetrics } from "../src/core/analysis/metrics.ts";
import { readRecords } from "../src/core/run/records/read.ts";
import { exitCodes } from "../src/report/exit.ts";
import { response } from "./client/adapters/conversation.ts";
import { shopContract } from "./helpers/adapted.ts";
import { sampleBundle } from "./helpers/contracts.ts";
import { environmentFor } from "./helpers/live.ts";
import { startProvider } from "./helpers/provider-server.ts";
import { publishedFolder } from "./helpers/published.ts";
import { gitEnvironment } from "./helpers/repository.ts";
import { sharedRepository } from "./helpers/shop.ts";

const run = promisify(execFile);
const root = new URL("../", import.meta.url);
const readme = await readFile(new URL("README.md", root), "utf8");

/** The rows of the table that begins with these columns. */
function tableOf(...columns: readonly string[]): readonly (readonly string[])[] {
  const lines = readme.split("\n");
  const start = lines.indexOf(`| ${columns.join(" | ")} |`);
  if (start < 0) return [];
  const end = lines.findIndex((line, index) => index > start && !line.startsWith("|"));
  return lines.slice(start + 2, end).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function byName(left: { readonly name: string }, right: { readonly name: string }): number {
  return left.name < right.name ? -1 : 1;
}

describe("the tables of the README", () => {
  test("metrics of an analysis are those that need no configuration", () => {
    const rows = tableOf("what is judged", "tolerated beside the current bundle", "beyond that");
    const told = rows.flatMap(([names = "", tolerated = "", beyond = ""]) =>
      [...names.matchAll(/`([a-z_]+)`/g)]
        .filter(([, name]) => name !== "finish")
        .map(([, name = ""]) => ({ name, tolerated: Number(/^\d+/.exec(tolerated)?.[0]), beyond })),
    );
    const known = standardMetrics.map(({ name, maxIncrease, critical }) => ({
      name,
      tolerated:
        maxIncrease === null
          ? null
          : Math.round(100 * (maxIncrease.kind === "relative" ? maxIncrease.share : maxIncrease.amount)),
      beyond: critical ? "roll back" : "hold",
    }));
    expect(told.toSorted(byName)).toEqual(known.toSorted(byName));
  });

  test("commands are the table of verbs", () => {
    expect(tableOf("command", "does")).toEqual(commands.map(({ name, summary }) => [`\`${name}\``, summary]));
  });

  test("exit codes are those of the program", () => {
    expect(tableOf("exit", "in a word", "when")).toEqual(
      exitCodes.map(({ code, word, when }) => [String(code), word, when]),
    );
  });
});

describe("links", () => {
  for (const file of ["README.md", "src/README.md"]) {
    test(`of ${file} lead somewhere`, async () => {
      const text = await readFile(new URL(file, root), "utf8");
      const targets = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
        .map(([, target = ""]) => target)
        .filter((target) => !/^[a-z]+:/.test(target));
      const missing = await Promise.all(
        targets.map(async (target) =>
          access(new URL(target, new URL(file, root))).then(
            () => [],
            () => [target],
          ),
        ),
      );
      expect(missing.flat()).toEqual([]);
    });
  }

  test("files that the map names are there", async () => {
    const text = await readFile(new URL("src/README.md", root), "utf8");
    const named = [...text.matchAll(/`((?:cli|commands|core|report|world|gather|act)\/[\w/.-]+\.ts)`/g)].map(
      ([, path = ""]) => (/^(?:gather|act)\//.test(path) ? `commands/${path}` : path),
    );
    const missing = await Promise.all(
      [...new Set(named)].map(async (path) =>
        access(new URL(`src/${path}`, root)).then(
          () => [],
          () => [path],
        ),
      ),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(missing.flat()).toEqual([]);
  });
});

describe("what is told to be typed", () => {
  const section = readme.slice(readme.indexOf("## Start, in your own repository"));
  const [, block = ""] = /```sh\n([\s\S]*?)```/.exec(section) ?? [];
  const lines = block
    .split("\n")
    .map((line) => line.replace(/\s+#.*$/, ""))
    .filter((line) => line !== "" && !line.startsWith("npm install"));
  let folder: string;
  beforeAll(async () => {
    ({ folder } = await sharedRepository({}));
  });

  test("the quick start, line by line, as it stands there", async () => {
    expect(lines.length).toBeGreaterThan(7);
    for (const line of lines) await type(line, folder);
  });

  test("the session in production, as it stands there", async () => {
    const section = readme.slice(readme.indexOf("## A session in production"));
    const [, program = ""] = /```js\n([\s\S]*?)```/.exec(section) ?? [];
    const live = await publishedFolder();
    const { tools = [], ...part } = shopContract({ provider: "openai", name: "gpt-5-mini-2026-01-15" });
    await live.publish(sampleBundle("You help.", { ...part, tools: tools.filter(({ name }) => name !== "hand_over") }));
    const call = response({ calls: [["get_order", { order_id: "4711" }]] });
    await using server = await startProvider({ body: call }, { body: response({ text: "It is on its way." }, 2) });
    const records = join(live.folder, "runs.jsonl");
    const here = program
      .replace("file:.promptctl/live", `file:${live.folder}`)
      .replace('"runs.jsonl"', JSON.stringify(records));
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", here], {
      cwd: fileURLToPath(root),
      env: { ...process.env, ...environmentFor(server.url) },
    });
    expect(stdout).toBe("finish It is on its way. 0\n");
    const [record] = readRecords(await readFile(records, "utf8")).records;
    expect(record).toMatchObject({ stop_reason: "finish", steps: 2, tool_calls: 1, spend_usd: 0.000025 });
  });

  test("the tour keeps its promises", async () => {
    const tour = fileURLToPath(new URL("tour/tour.mjs", import.meta.url));
    const { stdout } = await run(process.execPath, [tour], { cwd: fileURLToPath(root) });
    expect(stdout).toContain("That was the tour.");
  });
});

/** As a person types it, who answers `y` to the plan of a promotion. */
async function type(line: string, cwd: string): Promise<void> {
  const program = fileURLToPath(new URL("bin/promptctl.js", root));
  const command = line
    .replaceAll("npx promptctl", `"${process.execPath}" "${program}"`)
    .replace(/promote \w+$/, "$& --yes");
  const env = { ...process.env, ...gitEnvironment, NO_COLOR: "1" };
  await run("sh", ["-c", command], { cwd, env }).catch((error: unknown) => {
    throw new Error(`${line} did not end with exit code 0`, { cause: error });
  });
}
