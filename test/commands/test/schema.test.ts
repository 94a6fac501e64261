import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/core/json.ts";
import { reportSchemaDocument } from "../../../src/report/schema/index.ts";
import { byJsonSchema } from "../../helpers/json-schema.ts";
import { runMain } from "../../helpers/main.ts";
import { contractOf, goldensOf, played, runTest } from "../../helpers/played.ts";
import { temporaryRepository } from "../../helpers/repository.ts";

const fits = byJsonSchema(reportSchemaDocument("test"));
const plays = [
  { id: "good", tags: ["smoke"] },
  { id: "bad", says: "no" },
  { id: "broken", exit: 3, stderr: "no key" },
];

test("reports of test are what their schema says", async () => {
  const repository = await temporaryRepository(played({ support: plays }));
  const { folder, git, write } = repository;
  const list = await runMain(folder, "test", "--list", "--format", "json");
  const all = await runMain(folder, "test", "--format", "json");
  const part = await runMain(folder, "test", "--format", "json", "--shard", "1/2");
  const none = await runMain(folder, "test", "--format", "json", "--filter", "nosuch");
  await git("branch", "base");
  await write({
    "prompts/support/contract.yaml": contractOf("support", "Be kind and thorough."),
    "goldens/support/all.yaml": goldensOf("support", [{ id: "good" }]).replace(
      "input: Hello",
      "input: Hello, max_increase: { steps: 1, tokens: 1 }, quarantine: flaky, incident: INC-1, repeat: { runs: 2, pass: 2 }",
    ),
  });
  const compared = await runMain(folder, "test", "--format", "json", "--base", "base");
  const documents = [list, all, part, none, compared].map(({ stdout }) => JSON.parse(stdout) as JsonObject);
  expect(documents.map((document) => document["exit"])).toEqual([0, 1, expect.any(Number), 2, 1]);
  expect(documents.map((document) => fits(document))).toEqual([true, true, true, true, true]);
  const { tasks } = (await runTest(folder, "--base", "base")).data;
  // The good one is another task now; the others are gone, and asked as they were.
  expect(tasks).toMatchObject([
    { standing: { kind: "changed" }, base: null },
    { standing: { kind: "weakened" }, base: { trials: [{ steps: 1 }] } },
    { standing: { kind: "removed" }, base: { outcome: "failed" } },
    { standing: { kind: "removed" }, base: { outcome: "unmeasured" } },
  ]);
});

test("what it does not say is refused", async () => {
  const { folder } = await temporaryRepository(played({ support: [{ id: "good" }] }));
  const { stdout } = await runMain(folder, "test", "--format", "json");
  const document = JSON.parse(stdout) as JsonObject;
  expect(fits(document)).toBe(true);
  expect(fits({ ...document, data: { ...(document["data"] as JsonObject), more: 1 } })).toBe(false);
  expect(fits({ ...document, command: "diff" })).toBe(false);
});
