import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { connect } from "../../../src/client/connect.ts";
import type { ConnectOptions } from "../../../src/client/options.ts";
import { readRecords } from "../../../src/core/run/records/read.ts";
import { recordShape, type RunRecord } from "../../../src/core/run/records/schema.ts";
import { guardrail, sampleBundle, tool } from "../../helpers/contracts.ts";
import { connected, publishedFolder } from "../../helpers/published.ts";
import { temporaryFolder } from "../../helpers/repository.ts";

const bundle = sampleBundle("rules", {
  tools: [tool("get_order", { effect: "read" }), tool("issue_refund"), tool("close_account")],
  guardrails: [
    guardrail("ask", { tool: "issue_refund", decision: "confirm" }),
    guardrail("never", { tool: "close_account", decision: "deny" }),
  ],
});
const prices = { "openai/gpt-5-mini-2026-01-15": { input: 1, output: 2, cached: 0.5 } };

async function opened(options: Partial<ConnectOptions> = {}, id = "s-1") {
  const live = await publishedFolder();
  await live.publish(bundle);
  const { client, doors } = await connected(live, options);
  return { client, doors, session: client.open(id) };
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

test("a run is told with every field there is", async () => {
  const kept: RunRecord[] = [];
  const { doors, session } = await opened({ prices, records: (record) => kept.push(record) });
  session.beforeTurn({ run_id: "r-1", parent_run_id: "r-0" });
  doors.pass(500);
  session.afterModel({ prompt_tokens: 1_000, completion_tokens: 100, prompt_tokens_details: { cached_tokens: 200 } });
  session.beforeTool("get_order", {});
  session.afterTool("get_order", true);
  session.beforeTool("issue_refund", {});
  session.approve("issue_refund", {});
  session.afterTool("issue_refund", true);
  session.beforeTool("close_account", {});
  session.afterModel({ prompt_tokens: 1_000, completion_tokens: 50, prompt_tokens_details: { cached_tokens: 0 } });
  doors.pass(1_000);
  const record = session.record({ stop_reason_raw: "stop", outcome: { csat: 5 } });
  expect(record).toEqual({
    format: "promptctl/run/1",
    run_id: "r-1",
    parent_run_id: "r-0",
    session: sha256("s-1"),
    turn: 0,
    at: "2026-11-20T12:00:01.500Z",
    opened_at: "2026-11-20T12:00:00.000Z",
    contract: "support",
    bundle: bundle.digest,
    prompt_id: session.promptId,
    label: "prod",
    serial: 1,
    variant: "current",
    task: null,
    environment: { name: "production" },
    variables: null,
    model: "openai/gpt-5-mini-2026-01-15",
    stop_reason: "finish",
    stop_reason_raw: "stop",
    steps: 2,
    tool_calls: 3,
    decisions: { allow: 1, confirm: 1, deny: 1 },
    tokens: { input: 2_000, output: 150, cached: 200, cache_write: null, reasoning: null },
    seconds: 1.5,
    spend_usd: 0.0022,
    outcome: { csat: 5 },
    error: null,
    calls: null,
    transcript: null,
  });
  expect(kept).toEqual([record]);
  expect(readRecords(JSON.stringify(record))).toEqual({ records: [record], faults: [] });
  expect(Object.keys(record)).toEqual(Object.keys(recordShape.schema.parse(record)));
});

test("what was not measured is null, and a part of it makes the sum null", async () => {
  const { session } = await opened({ prices });
  expect(session.record()).toMatchObject({
    steps: null,
    tool_calls: null,
    decisions: null,
    tokens: null,
    seconds: null,
    spend_usd: null,
    stop_reason: "finish",
  });
  session.beforeTurn();
  session.afterModel({ input: 1, output: 1 });
  session.afterModel(null);
  session.afterModel({ input: 1, output: 1 });
  expect(session.record()).toMatchObject({ steps: 3, tokens: null, spend_usd: null, tool_calls: 0 });
});

test("each run has an id and a turn of its own, whether it was begun or not", async () => {
  const { session } = await opened();
  const records = [
    session.record(),
    (session.afterModel(null), session.record()),
    (session.beforeTurn(), session.record()),
    (session.beforeTurn({ turn: 9 }), session.record()),
    session.record(),
  ];
  expect(records.map(({ turn }) => turn)).toEqual([0, 1, 2, 9, 10]);
  expect(new Set(records.map(({ run_id }) => run_id)).size).toBe(5);
});

test("why it ended is what the last checkpoint said, or what the host says", async () => {
  const { session } = await opened();
  session.beforeTurn();
  session.beforeTool("issue_refund", {});
  expect(session.record().stop_reason).toBe("needs_confirmation");
  session.beforeTurn();
  session.beforeTool("issue_refund", {});
  session.afterModel(null);
  expect(session.record().stop_reason).toBe("finish");
  expect(session.record({ error: "ECONNRESET" })).toMatchObject({ stop_reason: "error", error: "ECONNRESET" });
  expect(session.record({ stop_reason: "truncated", steps: 7 })).toMatchObject({ stop_reason: "truncated", steps: 7 });
  expect(session.record({ prompt_id: "other@000000000000" } as object).prompt_id).toBe(session.promptId);
});

test("an id that could be guessed is hashed with a salt; none is none", async () => {
  expect((await opened({ salt: "pepper" })).session.record().session).toBe(sha256("pepper\0s-1"));
  expect((await opened({}, "")).session.record().session).toBeNull();
});

test("into a file, which grows; a process flushes before it exits", async () => {
  const file = join(await temporaryFolder(), "runs.jsonl");
  const { client, session } = await opened({ records: file });
  const told = [session.record(), session.record()];
  await client.flush();
  expect(client.records()).toEqual({ written: 2, lost: 0, waiting: 0, error: null });
  expect(readRecords(await readFile(file, "utf8")).records).toEqual(told);
});

test.each<[string, () => unknown]>([
  ["throws", () => JSON.parse("{")],
  ["rejects", async () => JSON.parse("{")],
])("a function that %s is counted, and the host goes on", async (_name, records) => {
  const { client, session } = await opened({ records });
  session.record();
  await client.flush();
  expect(client.records()).toMatchObject({ written: 0, lost: 1, waiting: 0, error: expect.stringContaining("JSON") });
});

test.each<[string, object, string]>([
  ["records that are a number", { records: 5 }, "`records`"],
  ["records without a file", { records: { keep: 5 } }, "`file`"],
  ["records with a typing error", { records: { file: "x", max_byte: 5 } }, "max_byte"],
  ["a file of no bytes", { records: { file: "x", max_bytes: 0 } }, "max_bytes"],
  ["prices that are a list", { prices: [] }, "`prices`"],
  ["a price of nothing", { prices: { "openai/x": 5 } }, "openai/x"],
  ["a price without output", { prices: { "openai/x": { input: 1 } } }, "openai/x"],
  ["a price below nothing", { prices: { "openai/x": { input: 1, output: -1 } } }, "openai/x"],
  ["a price of a model without its provider", { prices: { x: { input: 1, output: 1 } } }, "'x'"],
  ["a price with a typing error", { prices: { "openai/x": { input: 1, output: 1, cache: 1 } } }, "cache"],
  ["a salt that is no text", { salt: 5 }, "`salt`"],
])("%s is said at once", async (_name, option, word) => {
  const options = { source: "file:/nowhere", contract: "support", label: "prod", ...option };
  await expect(connect(options)).rejects.toMatchObject({ code: "USAGE", message: expect.stringContaining(word) });
});
