import { expect, test } from "vitest";
import { goldenSetDigest, tasksOfKind } from "../../../src/core/golden/set.ts";
import type { JsonObject } from "../../../src/core/json.ts";
import { taskFrom } from "./answers.ts";

const one = await taskFrom({ id: "one" });
const two = await taskFrom({ id: "two", tags: ["security", "smoke"] });

test("a task tagged `security` is a security task, and every other a golden one", () => {
  expect(tasksOfKind([one, two], "golden")).toEqual([one]);
  expect(tasksOfKind([one, two], "security")).toEqual([two]);
});

test("the digest of a set does not depend on the order or on how a task is written", async () => {
  const again = await taskFrom({ tags: ["security", "smoke"], id: "two" });
  expect(goldenSetDigest([again, one])).toBe(goldenSetDigest([one, two]));
});

test("the digest of a set changes with every part of a task", async () => {
  const edits: readonly JsonObject[] = [
    {},
    { input: "Hi" },
    { max_tokens: 1 },
    { max_tokens: 2 },
    { expect: { writes: [] } },
    { tags: ["smoke"] },
    { repeat: { runs: 2, pass: 1 } },
    { quarantine: "flaky" },
  ];
  const digests = await Promise.all(
    edits.map(async (fields) => goldenSetDigest([await taskFrom({ id: "one", ...fields })])),
  );
  expect(new Set(digests).size).toBe(edits.length);
});
