import { join } from "node:path";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openModels } from "../../../src/agents/exchange/models.ts";
import { modelAgent } from "../../../src/agents/model.ts";
import type { AskModel } from "../../../src/core/golden/exchange.ts";
import { temporaryFolder } from "../../helpers/repository.ts";
import { sampleRequest } from "../../helpers/tasks.ts";
import { says } from "./scripted.ts";

const request = sampleRequest({ repeat: { runs: 3, pass: 3 } });

/** A recorder of its own, as another process would be one: it waits before each answer, and signs it. */
async function recordAll(folder: string, signature: string, pauses: readonly number[]): Promise<void> {
  const ask: AskModel = async ({ repeat }) => {
    await sleep(pauses[repeat] ?? 0);
    return says(`${signature} ${repeat}`);
  };
  const models = openModels({ top: folder, folder, env: {} }, "record", async () => ask);
  const agent = modelAgent({ models, prices: {}, signal: new AbortController().signal });
  for (const repeat of [0, 1, 2]) expect(await agent.run({ ...request, repeat })).toMatchObject({ kind: "answer" });
}

test("two that record one task at the same time leave a recording of one of them, and a whole one", async () => {
  const pauses = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 3, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(pauses, pauses, async (left, right) => {
      const folder = await temporaryFolder();
      await Promise.all([recordAll(folder, "left", left), recordAll(folder, "right", right)]);
      const text = await readFile(join(folder, "goldens/support/recordings/refund_small.json"), "utf8");
      const said = [...text.matchAll(/"text": "(\w+) (\d)"/g)].map(([, who, repeat]) => [who, Number(repeat)]);
      const who = said[0]?.[0];
      expect(said).toEqual([0, 1, 2].map((repeat) => [who, repeat]));
      const models = openModels({ top: folder, folder, env: {} }, "replay");
      const agent = modelAgent({ models, prices: {}, signal: new AbortController().signal });
      expect(await agent.run({ ...request, repeat: 2 })).toMatchObject({ answer: { output: `${who} 2` } });
    }),
    { numRuns: 40 },
  );
});

test("trials of one task that end side by side are all kept", async () => {
  const folder = await temporaryFolder();
  const ask: AskModel = async ({ repeat }) => says(`trial ${repeat}`);
  const models = openModels({ top: folder, folder, env: {} }, "record", async () => ask);
  const agent = modelAgent({ models, prices: {}, signal: new AbortController().signal });
  await Promise.all([2, 0, 1].map((repeat) => agent.run({ ...request, repeat })));
  const text = await readFile(join(folder, "goldens/support/recordings/refund_small.json"), "utf8");
  expect([...text.matchAll(/trial \d/g)].map(String)).toEqual(["trial 0", "trial 1", "trial 2"]);
});
