import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { providerNames } from "../../src/core/provider/names.ts";
import type { Repository } from "../helpers/repository.ts";
import { contract, copyOf, expectExit, expectYes, sharedRepository, shop } from "../helpers/shop.ts";

const told = `contract: told
model: { provider: openai, name: gpt-4.1-2025-04-14, temperature: 0 }
variables: { customer: { type: string }, tier: { type: string, default: basic } }
system: You speak with {{customer}} ({{tier}}), in {{environment.name}}.
tools:
  - { name: get_order, effect: read, description: "Orders of {{customer}}." }
  - { name: web_search, effect: read, provider_tool: { openai: { type: web_search } } }
`;

const labels =
  "labels: { prod: { environment: { name: production } }, canary: { ramp: { of: prod, weight: 5 } }, staging: {} }\n";

let repository: Repository;
beforeAll(async () => {
  const files = shop({ names: ["support"], config: labels });
  repository = await sharedRepository({ ...files, "prompts/told/contract.yaml": told });
});

interface Exported {
  readonly provider: string;
  readonly exports: readonly {
    readonly contract: string;
    readonly promptId: string;
    readonly request: Readonly<Record<string, unknown>>;
    readonly open: readonly { readonly path: readonly string[]; readonly names: readonly string[] }[];
    readonly notCarried: readonly { readonly path: readonly string[] }[];
    readonly refused: readonly { readonly path: readonly string[] }[];
  }[];
}

async function exported(folder: string, ...args: readonly string[]): Promise<Exported> {
  return (await expectYes(folder, "build", "--as", ...args)).data as Exported;
}

describe("build --as", () => {
  test("without values the tags stay in the text, and are listed", async () => {
    const [one] = (await exported(repository.folder, "openai", "--contract", "told")).exports;
    expect(one?.request).toMatchObject({
      model: "gpt-4.1-2025-04-14",
      instructions: "You speak with {{customer}} (basic), in {{environment.name}}.",
      tools: [{ name: "get_order", description: "Orders of {{customer}}." }, { type: "web_search" }],
    });
    expect(one?.open).toEqual([
      { path: ["system"], names: ["customer", "environment.name"], hasBraces: false },
      { path: ["tools", "get_order", "description"], names: ["customer"], hasBraces: false },
    ]);
  });

  test("values come from a file, the environment from a label; a canary is where its label is", async () => {
    const { folder, write } = await copyOf(repository);
    await write({ "ada.yaml": "customer: Ada\ntier: gold\n", "ada.json": '{ "customer": "Ada", "tier": "gold" }' });
    for (const values of ["ada.yaml", "ada.json"]) {
      const args = ["--contract", "told", "--vars", values, "--label", "canary"];
      const [one] = (await exported(folder, "anthropic", ...args)).exports;
      expect(one?.request["system"]).toBe("You speak with Ada (gold), in production.");
      expect(one?.open).toEqual([]);
    }
  });

  test("a text that is not in the request waits for nothing", async () => {
    const [one] = (await exported(repository.folder, "mcp", "--contract", "told")).exports;
    expect(one?.open.map(({ path }) => path)).toEqual([["tools", "get_order", "description"]]);
  });

  test("every contract has its document, and --out writes them and nothing else", async () => {
    const { folder } = await copyOf(repository);
    const { exports } = await exported(folder, "gemini", "--out", "requests");
    expect(exports.map(({ contract: name }) => name)).toEqual(["support", "told"]);
    for (const { contract: name, request } of exports) {
      expect(JSON.parse(await readFile(join(folder, "requests", `${name}.gemini.json`), "utf8"))).toEqual(request);
    }
    const [, bundle] = ((await expectYes(folder, "build")).data as { bundles: { promptId: string }[] }).bundles;
    expect(exports[1]?.promptId).toBe(bundle?.promptId);
  });

  test("what the provider would refuse is said", async () => {
    const { folder, write } = await copyOf(repository);
    await write({ "prompts/support/contract.yaml": contract("support", { tools: "2fa_check" }) });
    const [one] = (await exported(folder, "gemini", "--contract", "support")).exports;
    expect(one?.refused.map(({ path }) => path)).toEqual([["tools", "2fa_check", "name"]]);
  });

  test("several contracts share one file of values", async () => {
    const { folder, write } = await copyOf(repository);
    await write({ "ada.yaml": "customer: Ada\n" });
    const { exports } = await exported(folder, "openai", "--vars", "ada.yaml");
    expect(exports.map(({ open }) => open.flatMap(({ names }) => names))).toEqual([[], ["environment.name"]]);
  });
});

describe("what cannot be meant is refused before anything is written", () => {
  test.each([
    [["--as", "open"], null, "UNKNOWN_PROVIDER"],
    [["--as", "openai", "--label", "nope"], null, "UNKNOWN_LABEL"],
    [["--label", "prod"], null, "USAGE"],
    [["--vars", "values.yaml"], null, "USAGE"],
    [["--as", "openai", "--vars", "none.yaml"], null, "USAGE"],
    [["--as", "openai", "--vars", "values.yaml"], "nobody: Ada\n", "USAGE"],
    [["--as", "openai", "--vars", "values.yaml"], "- Ada\n", "USAGE"],
    [["--as", "openai", "--vars", "values.yaml"], "customer: Ada\ncustomer: Bob\n", "INVALID_FILES"],
    [["--as", "openai", "--vars", "values.yaml"], "customer: 5\n", "BAD_TEMPLATE"],
  ])("%j with %j is %s", async (args, values, code) => {
    const { folder, write } = await copyOf(repository);
    if (values !== null) await write({ "values.yaml": values });
    const { failure } = await expectExit(2, folder, "build", ...args, "--out", "requests");
    expect(failure?.code).toBe(code);
    await expect(readFile(join(folder, "requests"))).rejects.toMatchObject({ code: "ENOENT" });
  });
});

test("help names every provider", () => {
  const says = commands.find(({ name }) => name === "build")?.options["as"]?.says ?? "";
  for (const name of providerNames) expect(says).toContain(name);
});
