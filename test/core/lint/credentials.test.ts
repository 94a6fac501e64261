import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { waiversName } from "../../../src/core/lint/waivers-name.ts";
import { findCredentials } from "../../../src/core/lint/credentials.ts";
import { lintFiles } from "../../helpers/lint.ts";

// Put together here, so that no scanner of credentials takes this file for one that holds some.
const github = ["ghp", "Ab1".repeat(12)].join("_");
const database = `postgres://ada:${"s3cret".repeat(2)}@db.example.com:5432/orders`;
const privateKey = String(
  generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" }),
);

describe("a credential is found by its form", () => {
  test.each([
    ["GitHub Token", `token: ${github}`],
    ["OpenAI API token", `key: ${["sk", ["aB3".repeat(6), "xyT3BlbkFJ", "cD4".repeat(6), "zw"].join("")].join("-")}`],
    ["AWS Secret Access Key", `aws_secret_access_key = ${"aB3dE6gH9/".repeat(2)}${"jK2mN5pQ8rS1tU4vW7xY"}`],
    ["slack token", `hook: ${["xoxb", "123456789012", "1234567890123", "aB3".repeat(8)].join("-")}`],
    ["basic auth credential", "url: https://ada:s3cretpass@api.example.com/v1"],
    ["PostgreSQL connection string", database],
    ["npm access token", `//registry.npmjs.org/:_authToken=${["npm", "aB3".repeat(12)].join("_")}`],
    ["private key", privateKey],
    ["private key", privateKey.replaceAll(/^/gm, "    ")],
  ])("%s", async (name, text) => {
    const [found, ...others] = await findCredentials([{ file: "a.yaml", text: `x: 1\n${text}\n`, yaml: null }]);
    expect(found).toMatchObject({ rule: "CREDENTIAL", message: `this looks like a credential (${name})` });
    expect(found?.place?.line).toBe(2);
    // The report must not spread it: not in the lines around, and not in words.
    expect(found?.frame).toBeNull();
    expect(JSON.stringify(found)).not.toContain(text.slice(-30).trim());
    expect(others).toEqual([]);
  });
});

describe("what only looks long is none", () => {
  test.each([
    "model: gpt-5-mini-2026-01-15",
    "# yaml-language-server: $schema=https://unpkg.com/promptctl@1.2.3/dist/schemas/contract.json",
    "url: https://api.example.com/v1/orders?id=4711",
    "digest: sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "- id: refund_asks_for_what_is_missing_2",
    "The connection is postgres://localhost:5432/orders, and ask for the password.",
    "session: 8f14e45f-ceea-467f-9575-d5e3b5b6a4a1",
  ])("%s", async (text) => expect(await findCredentials([{ file: "a.yaml", text, yaml: null }])).toEqual([]));
});

test("a comment in a file does not switch the search off", async () => {
  const text = `# secretlint-disable\ntoken: ${github}\n`;
  expect(await findCredentials([{ file: "a.yaml", text, yaml: null }])).toHaveLength(1);
});

test("two of a kind in one file are two findings to a waiver; the same one stays the same, wherever it moves", async () => {
  const fingerprints = async (text: string) =>
    (await findCredentials([{ file: "a.yaml", text, yaml: null }])).map(({ fingerprint }) => fingerprint);
  const [first, second] = await fingerprints(`one: ${github}\ntwo: ${github}\n`);
  expect(first).not.toBe(second);
  expect(await fingerprints(`# a new line\n\none: ${github}\n`)).toEqual([first]);
});

test("every file that people write is searched", async () => {
  const findings = await lintFiles({
    "promptctl.yaml": `# ${database}\n`,
    [waiversName]: `[] # ${database}\n`,
    "prompts/support/contract.yaml": `contract: support
model: { provider: openai, name: gpt-5-mini-2026-01-15 }
system: [{ file: ./policy.md }]
tools: [{ file: ./get_order.yaml }]
budgets: { max_tokens: 4000 }
`,
    "prompts/support/policy.md": `Orders are in ${database}.\n`,
    "prompts/support/get_order.yaml": `{ name: get_order, effect: read, description: "${database}" }\n`,
    "goldens/support/tasks.yaml": `contract: support\ntasks: [{ id: a, input: "Read ${database}", max_steps: 1 }]\n`,
  });
  expect(findings.filter(({ rule }) => rule === "CREDENTIAL").map(({ place }) => place?.file)).toEqual([
    "promptctl.yaml",
    waiversName,
    "prompts/support/get_order.yaml",
    "prompts/support/policy.md",
    "goldens/support/tasks.yaml",
  ]);
});
