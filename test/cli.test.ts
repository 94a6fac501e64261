import { access, readFile, symlink } from "node:fs/promises";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, test } from "vitest";
import { commands } from "../src/commands/index.ts";
import { documentOf, promptctl, promptctlWith, startPromptctl } from "./helpers/cli.ts";
import { runMain } from "./helpers/main.ts";
import { temporaryFolder, type Repository } from "./helpers/repository.ts";
import { copyOf, sharedFolder, sharedRepository, shop } from "./helpers/shop.ts";

let prepared: Repository;
beforeAll(async () => {
  prepared = await sharedRepository(shop());
});

describe.concurrent("help", () => {
  test("that was written down is what the parser of the command line says", async ({ expect }) => {
    const { stdout } = await promptctl("/", "--help");
    expect(await runMain("/", "--help")).toEqual({ exit: 0, stdout, stderr: "" });
    expect((await promptctl("/", "-h")).stdout).toBe(stdout);
  });

  test("names every verb and every exit code, and exits 0", async ({ expect }) => {
    const { exit, stdout, stderr } = await promptctl("/", "--help");
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: "" });
    // A verb of two words stands behind its first one.
    for (const { name } of commands) expect(stdout).toMatch(new RegExp(`^  ${name.split(" ")[0]} .*`, "m"));
    expect(commands.filter(({ name }) => !stdout.includes(name))).toEqual([]);
    expect(stdout).toContain("0 yes, 1 no, 2 you, 3 world, 4 race, 101 us, 130 stop");
  });

  test("of a verb, in both forms, is the same, with examples", async ({ expect }) => {
    const [asked, flagged] = await Promise.all([
      promptctl("/", "help", "promote"),
      promptctl("/", "promote", "--help"),
    ]);
    expect({ exit: asked.exit, stderr: asked.stderr }).toEqual({ exit: 0, stderr: "" });
    expect(asked.stdout).toContain("promptctl promote canary --weight 25");
    expect(flagged).toEqual(asked);
  });

  test("--version is the package's", async ({ expect }) => {
    const manifest = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8")) as {
      version: string;
    };
    expect(await promptctl("/", "--version")).toEqual({ exit: 0, stdout: `${manifest.version}\n`, stderr: "" });
  });

  test("a bare call shows it, and is a mistake", async ({ expect }) => {
    const { exit, stdout, stderr } = await promptctl("/");
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: "" });
    expect(stderr).toContain("Usage: promptctl");
  });

  test("an unknown verb gets a suggestion", async ({ expect }) => {
    const { exit, stdout, stderr } = await promptctl("/", "rollbak", "prod");
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: "" });
    expect(stderr).toContain("unknown command 'rollbak'\n(Did you mean rollback?)");
  });
});

describe.concurrent("the options of every verb", () => {
  test("stand before or behind it", async ({ expect }) => {
    const { folder } = prepared;
    const [before, behind, split] = await Promise.all([
      promptctl("/", "--format", "json", "--cwd", folder, "check"),
      promptctl("/", "check", "--cwd", folder, "--format", "json"),
      promptctl("/", "--format", "markdown", "check", `--cwd=${folder}`, "--format=json"),
    ]);
    expect(documentOf(before)).toMatchObject({
      format: "promptctl/report/1",
      command: "check",
      exit: 0,
      failure: null,
    });
    expect(behind).toEqual(before);
    expect(split).toEqual(before);
  });

  test("-o writes files by their endings, beside what is on stdout", async ({ expect }) => {
    const { folder } = await copyOf(prepared);
    const { exit, stdout } = await promptctl(
      folder,
      "build",
      "-o",
      "build.json",
      "-o",
      "out/build.md",
      "-o",
      "build.txt",
    );
    expect(exit).toBe(0);
    expect(JSON.parse(await readFile(join(folder, "build.json"), "utf8"))).toMatchObject({
      command: "build",
      answer: "yes",
    });
    expect(await readFile(join(folder, "out/build.md"), "utf8")).toContain("| contract |");
    expect(await readFile(join(folder, "build.txt"), "utf8")).toBe(stdout);
  });

  test("and where there is no answer they say why: the report of yesterday is gone", async ({ expect }) => {
    const { folder, write } = await copyOf(prepared);
    const files = ["r.json", "r.md", "r.txt", "r.html", "r.webhook.json", "r.junit.xml", "r.sarif"];
    const args = ["build", ...files.flatMap((file) => ["-o", file])];
    expect((await promptctl(folder, ...args)).exit).toBe(0);
    await write({ "prompts/support/contract.yaml": "contract: support\nsystem: [\n" });
    expect((await promptctl(folder, ...args)).exit).toBe(2);
    const said = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
    expect(JSON.parse(said[0] ?? "")).toMatchObject({ exit: 2, answer: null, failure: { code: "INVALID_FILES" } });
    for (const text of said) expect(text).toContain("prompts/support/contract.yaml");
    expect(said.at(-2)).toContain("<error");
    const { stdout } = await promptctl(folder, "build", "--format", "webhook");
    expect(JSON.parse(stdout)).toEqual(JSON.parse(said.at(-3) ?? ""));
    expect(JSON.parse(said.at(-1) ?? "")).toMatchObject({ runs: [{ invocations: [{ executionSuccessful: false }] }] });
  });

  test("no colour where there is no terminal, nor with FORCE_COLOR against NO_COLOR and --no-color", async ({
    expect,
  }) => {
    const { folder } = prepared;
    const plain = await promptctlWith({ NO_COLOR: undefined, FORCE_COLOR: undefined }, folder, "check");
    const forced = await promptctlWith({ NO_COLOR: "1", FORCE_COLOR: "1" }, folder, "check");
    const flagged = await promptctlWith({ NO_COLOR: undefined, FORCE_COLOR: "1" }, folder, "check", "--no-color");
    for (const { stdout } of [plain, forced, flagged]) expect(stdout).not.toContain("\u001B");
  });

  test("--quiet keeps progress away; the result is the same", async ({ expect }) => {
    const [loud, quiet] = [
      await promptctl(prepared.folder, "test"),
      await promptctl(prepared.folder, "test", "--quiet"),
    ];
    expect(loud.stderr).toContain("running 1 golden task");
    expect(quiet.stderr).toBe("");
    expect(quiet.stdout).toBe(loud.stdout);
  });

  test("--debug shows the stack of a failure", async ({ expect }) => {
    const { exit, stderr } = await promptctl(prepared.folder, "build", "--ref", "v9", "--debug");
    expect(exit).toBe(2);
    expect(stderr).toMatch(/^\s+at /m);
  });

  test("--cwd may be a link to a folder", async ({ expect }) => {
    const link = join(await sharedFolder(), "link");
    await symlink(prepared.folder, link);
    expect((await promptctl("/", "check", "--cwd", link)).exit).toBe(0);
  });
});

describe.concurrent("one document on stdout with --format json", () => {
  const usage = { command: null, exit: 2, failure: { code: "USAGE" } };

  test("also as --format=json, where the command line is wrong", async ({ expect }) => {
    expect(documentOf(await promptctl("/", "check", "--bogus", "--format=json"))).toMatchObject(usage);
  });

  test("also for a bare call", async ({ expect }) => {
    expect(documentOf(await promptctl("/", "--format", "json"))).toMatchObject(usage);
  });

  test("with the hint in it", async ({ expect }) => {
    const document = documentOf(await promptctl("/", "check", "--bogus", "--format", "json"));
    expect(document.failure?.hint).toBe("see `promptctl --help`");
  });

  test("and none where somebody only named something json", async ({ expect }) => {
    expect((await promptctl("/", "show", "json", "--bogus")).stdout).toBe("");
  });
});

describe("a process among others", () => {
  test("a reader that has seen enough is no failure", async ({ expect }) => {
    const child = startPromptctl(prepared.folder, ["--help"]);
    child.stdout?.destroy();
    let stderr = "";
    child.stderr?.on("data", (chunk) => (stderr += String(chunk)));
    expect((await once(child, "close"))[0]).toBe(0);
    expect(stderr).toBe("");
    const second = startPromptctl(prepared.folder, ["build", "--format", "json"]);
    second.stdout?.destroy();
    expect((await once(second, "close"))[0]).toBe(0);
  });

  test("an interrupted test run exits 130, says so in one document, and leaves no process behind", async ({
    expect,
  }) => {
    const { folder, write } = await copyOf(prepared);
    const pidFile = join(await temporaryFolder(), "pid");
    await write({
      "agent.mjs": `import { writeFileSync } from "node:fs";\nwriteFileSync(${JSON.stringify(pidFile)}, String(process.pid));\nsetInterval(() => {}, 1000);\n`,
    });
    const child = startPromptctl(folder, ["test", "--format", "json"]);
    let stdout = "";
    child.stdout?.on("data", (chunk) => (stdout += String(chunk)));
    const closed = once(child, "close");
    const agent = await waitForPid(pidFile);
    child.kill("SIGINT");
    const [exit] = await closed;
    expect(exit).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({
      exit: 130,
      answer: "stopped",
      verdict: expect.stringMatching(/^interrupted after 0 of \d+ golden task/),
    });
    expect(() => process.kill(agent, 0)).toThrow("ESRCH");
  });
});

async function waitForPid(file: string): Promise<number> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const there = await access(file).then(
      () => true,
      () => false,
    );
    const text = there ? await readFile(file, "utf8") : "";
    if (text !== "") return Number(text);
    await sleep(25);
  }
  throw new Error("the agent did not start");
}
