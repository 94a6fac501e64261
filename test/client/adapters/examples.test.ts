import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { readRecords } from "../../../src/core/run/records/read.ts";
import { shopContract } from "../../helpers/adapted.ts";
import { sampleBundle } from "../../helpers/contracts.ts";
import { environmentFor } from "../../helpers/live.ts";
import { startProvider } from "../../helpers/provider-server.ts";
import { publishedFolder } from "../../helpers/published.ts";
import { temporaryFolder } from "../../helpers/repository.ts";
import { message, response, type Spoken } from "./conversation.ts";

const folder = fileURLToPath(new URL("../../../src/client/examples/", import.meta.url));

const openai = { model: { provider: "openai", name: "gpt-5-mini" }, says: response };
const anthropic = { model: { provider: "anthropic", name: "claude-of-tests", max_output_tokens: 500 }, says: message };
const examples = { "ai-sdk.mjs": openai, "anthropic.mjs": anthropic, "openai.mjs": openai };

test("every example is run", async () => {
  expect((await readdir(folder)).toSorted()).toEqual(Object.keys(examples));
});

test.each(Object.entries(examples))(
  "%s, as it stands there, with a person who agrees",
  async (name, { model, says }) => {
    const { tools = [], ...part } = shopContract(model);
    const live = await publishedFolder();
    await live.publish(
      sampleBundle("You help.", { ...part, tools: tools.filter((tool) => tool.name !== "hand_over") }),
    );
    const order = { order_id: "4711" };
    const answers: readonly Spoken[] = [
      { calls: [["get_order", order]] },
      { calls: [["issue_refund", { ...order, amount: 500 }]] },
      { text: "500 dollars are on their way." },
    ];
    const [first, ...rest] = answers.map((one, index) => ({ body: says(one, index + 1) }));
    await using server = await startProvider(first ?? { silence: true }, ...rest);
    const records = join(await temporaryFolder(), "runs.jsonl");
    const env = {
      ...process.env,
      ...environmentFor(server.url),
      PROMPTCTL_SOURCE: `file:${live.folder}`,
      PROMPTCTL_RECORDS: records,
    };
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, name)], { env });
    expect(stdout).toContain("needs_confirmation");
    expect(stdout.trimEnd()).toMatch(/500 dollars are on their way\.$/);
    expect(readRecords(await readFile(records, "utf8"))).toMatchObject({
      faults: [],
      records: [
        { turn: 0, stop_reason: "needs_confirmation", steps: 2, tool_calls: 1, label: "prod" },
        { turn: 1, stop_reason: "finish", steps: 1, tool_calls: 1 },
      ],
    });
  },
);
