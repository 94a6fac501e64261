import { execFile, spawnSync } from "node:child_process";
import { chmod, chown, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { gitEnvironment, temporaryFolder } from "./helpers/repository.ts";
import { sha256 } from "./helpers/shop.ts";

const run = promisify(execFile);
const built = (path: string): string => fileURLToPath(new URL(`../dist/${path}`, import.meta.url));

describe("a program whose compiled code is kept", () => {
  const says = (word: string): string => `module.exports = { say: () => "${word}" };\n`;
  const files = {
    "main.cjs": `const [other, outer] = [require("./other.cjs"), require("./outer.cjs")];
      module.exports = async () => [other.say(), await outer(), __filename];\n`,
    "outer.cjs": `module.exports = async () => (await import("./module.mjs")).default;\n`,
    "module.mjs": 'export default "a module";\n',
  };

  async function program(word: string): Promise<string> {
    const folder = await temporaryFolder();
    for (const [name, text] of Object.entries({ ...files, "other.cjs": says(word) }))
      await writeFile(join(folder, name), text);
    return folder;
  }

  /** What it says in a process of its own. */
  function saidBy(folder: string, memory: string, exit = 0): unknown {
    const source = `
      import { requireCompiled } from ${JSON.stringify(built("cli/compiled.js"))};
      import { memoryIn } from ${JSON.stringify(built("world/memory.js"))};
      const main = requireCompiled(${JSON.stringify(join(folder, "main.cjs"))}, memoryIn(${JSON.stringify(memory)}), "node/verb");
      console.log(JSON.stringify(await main()));
      process.exitCode = ${exit};`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", source]);
    expect({ status, stderr: stderr.toString() }).toEqual({ status: exit, stderr: "" });
    return JSON.parse(stdout.toString());
  }

  const right = (word: string, folder: string): readonly unknown[] => [word, "a module", join(folder, "main.cjs")];
  const digestSize = "sha256:".length + 64;
  const seal = (content: Buffer): Buffer => Buffer.concat([Buffer.from(`sha256:${sha256(content)}`), content]);

  test("says the same each time, and is written again ever more seldom", async () => {
    const [folder, memory] = [await program("one"), await temporaryFolder()];
    const written: number[] = [];
    let last = 0;
    for (let call = 1; call <= 17; call += 1) {
      expect(saidBy(folder, memory)).toEqual(right("one", folder));
      const { ino } = await stat(join(memory, "node/verb"));
      if (ino !== last) written.push(call);
      last = ino;
    }
    expect(written).toEqual([1, 4, 16]);
  });

  test("says what it says in letters that are none of ASCII", async () => {
    const [folder, memory] = [await program("größer, 日本 🙂"), await temporaryFolder()];
    for (const call of [1, 2]) expect([call, saidBy(folder, memory)]).toEqual([call, right("größer, 日本 🙂", folder)]);
  });

  test("runs what was kept for this very text, and nothing else", async () => {
    const [folder, memory] = [await program("one"), await temporaryFolder()];
    const kept = join(memory, "node/verb");
    saidBy(folder, memory);
    // V8 takes a text of the same length for the same: only our own digest tells them apart.
    await writeFile(join(folder, "other.cjs"), says("two"));
    expect(saidBy(folder, memory)).toEqual(right("two", folder));
    const content = (await readFile(kept)).subarray(digestSize).toString("latin1");
    const wrapped = (word: string): string =>
      `(function (exports, require, module, __filename, __dirname) {${says(word)}\n})`;
    const [ofTwo, ofSix] = ["two", "six"].map((word) => sha256(Buffer.from(wrapped(word))));
    await writeFile(join(folder, "other.cjs"), says("six"));
    await writeFile(kept, seal(Buffer.from(content.replace(ofTwo ?? "", ofSix ?? ""), "latin1")));
    expect(saidBy(folder, memory)).toEqual(right("two", folder));
  });

  test("does not believe what was torn, or is of another node", async () => {
    const [folder, memory] = [await program("one"), await temporaryFolder()];
    const kept = join(memory, "node/verb");
    saidBy(folder, memory);
    const whole = await readFile(kept);
    for (const torn of [
      "",
      "x",
      whole.subarray(0, 100),
      whole.subarray(0, -1),
      Buffer.alloc(whole.length),
      zeroed(whole),
    ]) {
      await writeFile(kept, torn);
      expect(saidBy(folder, memory)).toEqual(right("one", folder));
      expect((await readFile(kept)).length).toBeGreaterThan(whole.length / 2);
    }
    const content = whole.subarray(digestSize);
    const start = content.indexOf("\n") + 1;
    await writeFile(kept, seal(Buffer.concat([content.subarray(0, start), Buffer.alloc(content.length - start, 1)])));
    expect(saidBy(folder, memory)).toEqual(right("one", folder));
  });

  function zeroed(whole: Buffer): Buffer {
    return Buffer.concat([whole.subarray(0, whole.length / 2), Buffer.alloc(whole.length / 2)]);
  }

  test("keeps nothing of a call that was refused", async () => {
    const [folder, memory] = [await program("one"), await temporaryFolder()];
    expect(saidBy(folder, memory, 2)).toEqual(right("one", folder));
    expect(await readdir(join(memory, "node"))).toEqual(["verb.count"]);
  });
});

describe("promptctl keeps what it compiled", () => {
  const bin = fileURLToPath(new URL("../bin/promptctl.js", import.meta.url));

  async function keptBy(args: readonly string[], env: Readonly<Record<string, string>> = {}, home?: string) {
    const folder = home ?? (await temporaryFolder());
    const said = await run(process.execPath, [bin, ...args], {
      cwd: folder,
      env: { ...process.env, ...gitEnvironment, HOME: folder, ...env },
    });
    expect(said.stderr).toBe("");
    return readdir(join(folder, ".cache/promptctl"), { recursive: true }).catch(() => []);
  }

  test("in the user's own cache, in which nobody else writes", async () => {
    const [home, umask] = [await temporaryFolder(), process.umask(0)];
    const kept = await keptBy(["explain"], {}, home).finally(() => process.umask(umask));
    expect(kept.length).toBeGreaterThan(1);
    const all = ["", ...kept].map((name) => stat(join(home, ".cache/promptctl", name)));
    expect((await Promise.all(all)).filter(({ mode }) => (mode & 0o022) !== 0)).toEqual([]);
  });

  test("not where somebody else may write", async () => {
    const home = await temporaryFolder();
    await mkdir(join(home, ".cache/promptctl"), { recursive: true });
    await chmod(join(home, ".cache/promptctl"), 0o777);
    expect(await keptBy(["explain"], {}, home)).toEqual([]);
  });

  test.each<[where: string, args: readonly string[], env: Readonly<Record<string, string>>]>([
    ["what is said at once", ["--version"], {}],
    ["a CI", ["explain"], { CI: "true" }],
    ["where nobody wants it", ["explain"], { NODE_DISABLE_COMPILE_CACHE: "1" }],
  ])("not for %s", async (_where, args, env) => {
    expect(await keptBy(args, env)).toEqual([]);
  });

  test.skipIf(process.getuid?.() !== 0)("not in the home of somebody else (only root can make one)", async () => {
    const home = join(await temporaryFolder(), "home");
    await mkdir(home);
    await chown(home, 1, 1);
    expect(await keptBy(["explain"], {}, home)).toEqual([]);
  });

  test("and says nothing where it cannot", async () => {
    const home = await temporaryFolder();
    await writeFile(join(home, ".cache"), "no folder");
    expect(await keptBy(["explain"], {}, home)).toEqual([]);
  });
});
