import { spawn } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, test } from "vitest";
import { documentOf, promptctl } from "../helpers/cli.ts";
import { type Repository, temporaryRepository } from "../helpers/repository.ts";
import { contentsOf, copyOf, expectExit, expectYes, sharedRepository, shop } from "../helpers/shop.ts";

/** Three tools, the way each of their formats says them. */
const mcpReply = JSON.stringify({
  tools: [
    {
      name: "find_order",
      description: "Find an order.",
      inputSchema: { type: "object", properties: { id: { type: "string" } } },
      annotations: { readOnlyHint: true },
    },
    { name: "drop_order", inputSchema: { type: "object" } },
    { name: "note.add", inputSchema: { type: "object" }, annotations: { destructiveHint: false } },
  ],
});

const prompt = `---
name: Order Helper
model: googleai/gemini-2.5-flash
config: { temperature: 0.1 }
input: { schema: { customer: "string, who asks" } }
---
{{role "system"}}You help {{customer}}.
{{role "user"}}Where is my order?
`;

const tests = `prompts: ["Hello {{who}}"]
tests:
  - { vars: { who: Ada }, assert: [{ type: icontains, value: kind }, { type: javascript, value: "true" }] }
`;

let prepared: Repository;
beforeAll(async () => {
  prepared = await sharedRepository({
    ...shop(),
    "mcp.json": mcpReply,
    "order.prompt": prompt,
    "promptfooconfig.yaml": tests,
  });
});

interface Imported {
  readonly imports: readonly {
    readonly contract: string;
    readonly files: readonly string[];
    readonly to_add: readonly string[];
    readonly to_do: readonly string[];
  }[];
  readonly notes: readonly { readonly kind: string; readonly of: string; readonly field: string }[];
  readonly findings: readonly { readonly rule: string }[];
  readonly unseen: readonly string[];
}

describe.concurrent("tools", () => {
  test("become a contract of their own that passes check, and say what is still to be done", async ({ expect }) => {
    const { folder } = await copyOf(prepared);
    const { data, verdict } = await expectYes(folder, "import", "mcp", "mcp.json", "--contract", "orders");
    expect(verdict).toBe("4 files written, 2 assumptions");
    expect(data).toMatchObject({
      imports: [
        {
          contract: "orders",
          files: [
            "prompts/orders/contract.yaml",
            "prompts/orders/tools/find_order.yaml",
            "prompts/orders/tools/drop_order.yaml",
            "prompts/orders/tools/note_add.yaml",
          ],
          to_add: [],
          to_do: [
            "fill in the model in prompts/orders/contract.yaml",
            "write what the agent is told, under `system:` in prompts/orders/contract.yaml",
          ],
        },
      ],
      notes: [
        { source: "mcp.json", kind: "assumed", of: "drop_order", field: "effect" },
        { source: "mcp.json", kind: "assumed", of: "note.add", field: "name" },
      ],
      findings: [],
      unseen: [],
    });
    await expectYes(folder, "check", "--contract", "orders");
    const show = await promptctl(folder, "show", "orders");
    expect(show.exit).toBe(0);
    const effects = await Promise.all(
      ["find_order", "drop_order", "note_add"].map((name) =>
        readFile(join(folder, `prompts/orders/tools/${name}.yaml`), "utf8"),
      ),
    );
    expect(effects.map((text) => /^effect: (\w+)$/m.exec(text)?.[1])).toEqual(["read", "destructive", "write"]);
    expect(effects.every((text) => text.startsWith("# yaml-language-server: $schema="))).toBe(true);
  });

  test("for a contract that is there are put beside it, with the lines to add; it stays as it is", async ({
    expect,
  }) => {
    const { folder } = await copyOf(prepared);
    const before = await contentsOf(folder);
    const data = (await expectYes(folder, "import", "mcp", "mcp.json", "--contract", "support")).data as Imported;
    expect(data.imports[0]?.to_add).toEqual([
      "  - { file: ./tools/find_order.yaml }",
      "  - { file: ./tools/drop_order.yaml }",
      "  - { file: ./tools/note_add.yaml }",
    ]);
    const after = await contentsOf(folder);
    expect(Object.keys(after).filter((path) => !(path in before))).toEqual([
      "prompts/support/tools/drop_order.yaml",
      "prompts/support/tools/find_order.yaml",
      "prompts/support/tools/note_add.yaml",
    ]);
    for (const [path, hash] of Object.entries(before)) expect(after[path], path).toBe(hash);

    const path = join(folder, "prompts/support/contract.yaml");
    const text = (await readFile(path, "utf8")).replace(
      /tools: \[.*\]/,
      `tools:\n${data.imports[0]?.to_add.join("\n")}`,
    );
    await writeFile(path, text);
    await expectYes(folder, "check");
  });

  test("that the contract has already are refused, and the others come", async ({ expect }) => {
    const { folder } = await copyOf(prepared);
    await writeFile(
      join(folder, "tools.json"),
      JSON.stringify([
        { name: "get_order", input_schema: {} },
        { name: "new_one", input_schema: {} },
      ]),
    );
    const data = (await expectExit(1, folder, "import", "anthropic", "tools.json", "--contract", "support"))
      .data as Imported;
    expect(data.imports[0]?.files).toEqual(["prompts/support/tools/new_one.yaml"]);
    expect(data.notes.filter(({ kind }) => kind === "refused").map(({ of }) => of)).toEqual(["get_order"]);
  });

  test("of a server are asked for, and what is piped in is read", async ({ expect }) => {
    const { folder, write } = await copyOf(prepared);
    const server = `import { createInterface } from "node:readline";
createInterface({ input: process.stdin }).on("line", (line) => {
  const { id, method } = JSON.parse(line);
  const result = method === "initialize" ? { serverInfo: { name: "Order Desk" } } : { tools: [{ name: process.argv[2].slice(2), inputSchema: {}, annotations: { readOnlyHint: true } }] };
  if (id !== undefined) console.log(JSON.stringify({ jsonrpc: "2.0", id, result }));
});
`;
    await write({ "server.mjs": server });
    const asked = await promptctl(
      folder,
      "import",
      "mcp",
      "--format",
      "json",
      "--",
      process.execPath,
      "server.mjs",
      "--quiet",
    );
    expect(documentOf(asked)).toMatchObject({
      exit: 0,
      data: {
        imports: [
          {
            contract: "order-desk",
            files: ["prompts/order-desk/contract.yaml", "prompts/order-desk/tools/quiet.yaml"],
          },
        ],
      },
    });
    expect(asked.stderr).toContain("asking");

    const read = await piped(
      folder,
      '[{ "name": "x", "parameters": { "type": "STRING" } }]',
      "import",
      "gemini",
      "-",
      "--contract",
      "piped",
    );
    expect(read.exit).toBe(0);
    expect(read.stdout).toContain("prompts/piped/tools/x.yaml");
  });
});

describe.concurrent("prompts", () => {
  test("become contracts that render as they did", async ({ expect }) => {
    const { folder } = await copyOf(prepared);
    await expectYes(folder, "import", "dotprompt", "order.prompt");
    expect(await readFile(join(folder, "prompts/order-helper/system.md"), "utf8")).toBe("You help {{customer}}.\n");
    expect(await readFile(join(folder, "prompts/order-helper/contract.yaml"), "utf8")).toContain(
      "model:\n  provider: google\n  name: gemini-2.5-flash\n  temperature: 0.1\n",
    );
    await expectYes(folder, "check", "--contract", "order-helper");
  });

  test("several at once; one that is broken stops no other", async ({ expect }) => {
    const { folder, write } = await copyOf(prepared);
    await write({ "a.prompt": "Hi {{name}}", "b.prompt": "---\n[broken\n---\nHi", "deep/c.prompt": "Hi" });
    const args = ["a.prompt", "b.prompt", "deep/c.prompt", "missing.prompt", "deep"];
    const { data, verdict } = await expectExit(1, folder, "import", "dotprompt", ...args, "--model", "openai/gpt-5");
    expect((data as Imported).imports.map(({ contract }) => contract)).toEqual(["a", "c"]);
    expect((data as Imported).notes.filter(({ kind }) => kind === "refused")).toMatchObject([
      { source: "missing.prompt", says: "there is no such file" },
      { source: "deep", says: "this is a folder: name the files in it" },
      { source: "b.prompt", says: expect.stringContaining("its metadata cannot be read") },
    ]);
    expect(verdict).toContain("3 could not be read");
  });

  test("what they include is read in the folder where we work and beside them, and nowhere else", async ({
    expect,
  }) => {
    const { folder, write } = await copyOf(prepared);
    const { folder: outside } = await temporaryRepository({ "_far.prompt": "from afar" });
    await write({
      "in/main.prompt": "{{> kind}} {{> ../near}}",
      "in/far.prompt": `{{> ${outside}/far}} {{> ../../${basename(outside)}/far}}`,
      "in/_kind.prompt": "Be kind.",
      "_near.prompt": "from nearby",
    });
    const said = async (cwd: string, path: string): Promise<string> => {
      await expectYes(
        folder,
        "import",
        "dotprompt",
        path,
        "--cwd",
        join(folder, cwd),
        "--contract",
        "main",
        "--out",
        "out",
      );
      const text = await readFile(join(folder, cwd, "out/contract.yaml"), "utf8");
      await rm(join(folder, cwd, "out"), { recursive: true });
      return text;
    };
    expect(await said(".", "in/main.prompt")).toContain("Be kind. from nearby");
    expect(await said("in", "main.prompt")).not.toContain("from nearby");
    expect(await said(".", "in/far.prompt")).not.toContain("from afar");
  });
});

describe.concurrent("tests of another tool", () => {
  test("become golden tasks of the only contract, which pass check and run", async ({ expect }) => {
    const { folder } = await copyOf(prepared);
    const data = (await expectYes(folder, "import", "promptfoo", "promptfooconfig.yaml")).data as Imported;
    expect(data.imports[0]).toMatchObject({ contract: "support", files: ["goldens/support/promptfoo.yaml"] });
    expect(data.notes.map(({ kind, field }) => `${kind} ${field}`)).toEqual(["dropped assert javascript"]);
    await expectYes(folder, "check");
    const { data: results } = await expectYes(folder, "test", "--filter", "test_1");
    expect(results).toMatchObject({ passed: 1, failed: 0 });
  });

  test("for a contract that is not there are written, and check's objection is shown", async ({ expect }) => {
    const { folder } = await copyOf(prepared);
    const { data, verdict } = await expectExit(
      1,
      folder,
      "import",
      "promptfoo",
      "promptfooconfig.yaml",
      "--contract",
      "other",
    );
    expect((data as Imported).findings.map(({ rule }) => rule)).toEqual(["GOLDEN_UNKNOWN_CONTRACT"]);
    expect(verdict).toContain("1 error to mend before `promptctl check` passes");
  });
});

describe.concurrent("nothing is overwritten, and nothing is written by halves", () => {
  test("one file in the way is enough", async ({ expect }) => {
    const { folder, write } = await copyOf(prepared);
    await write({ "prompts/orders/tools/drop_order.yaml": "mine\n" });
    const before = await contentsOf(folder);
    const refused = await expectExit(2, folder, "import", "mcp", "mcp.json", "--contract", "orders");
    expect(refused.failure).toMatchObject({ code: "EXISTS" });
    expect(refused.verdict).toBe("prompts/orders/tools/drop_order.yaml is there already, and import never overwrites");
    expect(await contentsOf(folder)).toEqual(before);
  });

  test("a disk that refuses one file gets none", async ({ expect }) => {
    const { folder, write } = await copyOf(prepared);
    await write({ "prompts/orders": "a file where a folder has to be\n" });
    const before = await contentsOf(folder);
    const refused = await expectExit(3, folder, "import", "mcp", "mcp.json", "--contract", "orders");
    expect(refused.failure).toMatchObject({ code: "WRITE_FAILED" });
    expect(await contentsOf(folder)).toEqual(before);
  });
});

test("what is written where nothing looks for it is told", async ({ expect }) => {
  const { folder } = await copyOf(prepared);
  const data = (await expectYes(folder, "import", "mcp", "mcp.json", "--out", "agents/orders")).data as Imported;
  expect(data.imports[0]?.files[0]).toBe("agents/orders/contract.yaml");
  expect(data.unseen).toEqual([
    "promptctl does not look for agents/orders/contract.yaml (contracts: prompts/*/contract.yaml): move it, or say in promptctl.yaml where it is",
  ]);
});

describe.concurrent("a person is told what is wrong", () => {
  test.each([
    ["no format", ["import"], 2, "missing required argument 'format'"],
    ["a format behind --", ["import", "--", "mcp"], 2, "missing required argument '<format>'"],
    ["a misspelt format", ["import", "openia", "x"], 2, "did you mean openai?"],
    ["no source", ["import", "openai"], 2, "nothing to import was named"],
    ["a server of another format", ["import", "openai", "--", "x"], 2, "only mcp starts a server"],
    ["files and a server", ["import", "mcp", "x", "--", "y"], 2, "not both"],
    ["no such file", ["import", "openai", "none.json"], 2, "none.json: there is no such file"],
    ["a name that is none", ["import", "mcp", "mcp.json", "--contract", "A B"], 2, "a contract name is"],
    ["a model that is none", ["import", "mcp", "mcp.json", "--model", "gpt"], 2, "a model is written provider/name"],
    [
      "a model for golden tasks",
      ["import", "promptfoo", "promptfooconfig.yaml", "--model", "a/b"],
      2,
      "--model has no effect",
    ],
    ["a time-out for a file", ["import", "mcp", "mcp.json", "--timeout", "3s"], 2, "--timeout has no effect"],
    ["a time-out that is none", ["import", "mcp", "--timeout", "soon", "--", "x"], 2, "a duration is a number"],
    [
      "one name for two prompts",
      ["import", "dotprompt", "order.prompt", "order.prompt", "--contract", "x"],
      2,
      "x is one name",
    ],
    ["a file that is something else", ["import", "mcp", "agent.mjs"], 2, "agent.mjs: "],
    ["a program that is not there", ["import", "mcp", "--", "promptctl-no-such-program"], 3, "cannot be started"],
    [
      "a program that is no server",
      ["import", "mcp", "--", process.execPath, "-e", "process.exit(4)"],
      3,
      "it ended with exit code 4",
    ],
  ])("%s", async (_name, args, exit, says) => {
    const { folder } = prepared;
    const result = await promptctl(folder, ...args);
    if (result.exit !== exit || !result.stderr.includes(says) || result.stdout !== "") {
      throw new Error(`exit ${result.exit}, not ${exit}\n${result.stdout}${result.stderr}`);
    }
  });
});

/** The program with something on its standard input. */
async function piped(cwd: string, input: string, ...args: readonly string[]) {
  const program = fileURLToPath(new URL("../../bin/promptctl.js", import.meta.url));
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1" },
  });
  let stdout = "";
  child.stdout.on("data", (chunk) => (stdout += String(chunk)));
  child.stdin.end(input);
  const exit = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { exit, stdout };
}
