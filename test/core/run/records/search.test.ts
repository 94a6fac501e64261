import { expect, test } from "vitest";
import type { JsonObject } from "../../../../src/core/json.ts";
import { type Found, openSearch, type RunQuery } from "../../../../src/core/run/records/search.ts";
import { digestLike, runRecord } from "../../../helpers/runs.ts";

const any: RunQuery = { session: null, run: null, bundles: null, since: null, until: null, most: 20 };
const hash = "5e884898da28047151d0e56f8dc6292773603d0d6aabbd62a11ef721d1542d80";

const records: readonly JsonObject[] = [
  runRecord({ run_id: "r-1", session: hash, at: "2026-11-20T10:00:00Z" }),
  runRecord({ run_id: "r-10", session: hash, turn: 1, at: "2026-11-20T11:00:00Z", transcript: [] }),
  runRecord({ run_id: "r-2", session: "plain", bundle: digestLike("b"), at: "2026-11-20T12:00:00Z" }),
  runRecord({
    run_id: "r-3",
    session: null,
    bundle: null,
    prompt_id: "support@bbbbbbbbbbbb",
    at: null,
    opened_at: null,
  }),
  runRecord({ run_id: "r-4", session: "other", contract: "refunds", bundle: digestLike("b") }),
];

function search(query: Partial<RunQuery>, lines: readonly JsonObject[] = records): Found {
  const searched = openSearch({ ...any, ...query });
  for (const line of lines) searched.take(line, "runs.jsonl");
  return searched.found();
}

test.each<[string, Partial<RunQuery>, readonly string[]]>([
  ["everything, the newest first, and last what has no time", {}, ["r-2", "r-10", "r-4", "r-1", "r-3"]],
  ["a session by its id", { session: { id: "password", hash } }, ["r-10", "r-1"]],
  ["a session by its hash", { session: { id: hash, hash: "x" } }, ["r-10", "r-1"]],
  ["a session by how its hash begins", { session: { id: hash.slice(0, 8), hash: "x" } }, ["r-10", "r-1"]],
  ["a session whose id is no hash", { session: { id: "plain", hash: "x" } }, ["r-2"]],
  ["no session by how its id begins", { session: { id: "plai", hash: "x" } }, []],
  ["a run, and not one that its id begins", { run: "r-1" }, ["r-1"]],
  ["runs by how their id begins", { run: "r-" }, ["r-2", "r-10", "r-4", "r-1", "r-3"]],
  ["a bundle", { bundles: [{ contract: null, hex: "b".repeat(64) }] }, ["r-2", "r-4", "r-3"]],
  ["a prompt id", { bundles: [{ contract: "support", hex: "bbbbbbbbbbbb" }] }, ["r-2", "r-3"]],
  ["several bundles", { bundles: ["aa", "bb"].map((hex) => ({ contract: "refunds", hex })) }, ["r-4"]],
  ["since a time", { since: new Date("2026-11-20T11:00:00Z") }, ["r-2", "r-10"]],
  ["until a time: what has none was not then", { until: new Date("2026-11-20T10:00:00Z") }, ["r-1"]],
  ["the newest two", { most: 2 }, ["r-2", "r-10"]],
])("%s", (_name, query, expected) => {
  expect(search(query).runs.map(({ run_id }) => run_id)).toEqual(expected);
});

test("of many the newest are held, each once, and all are counted", () => {
  const many = Array.from({ length: 1_000 }, (_, index) =>
    runRecord({ run_id: `r-${index}`, at: new Date(Date.parse("2026-11-20T10:00:00Z") + index * 1_000).toISOString() }),
  );
  const { runs, total, isOneSession } = search({ most: 3 }, [...many, ...many]);
  expect([runs.map(({ run_id }) => run_id), total, isOneSession]).toEqual([["r-999", "r-998", "r-997"], 2_000, true]);
});

test("what it says of each", () => {
  const { runs, isOneSession, records: read, others } = search({ run: "r-10" }, [...records, { run_id: "r-10" }]);
  expect(runs).toMatchObject([{ run_id: "r-10", hasTranscript: true, file: "runs.jsonl" }]);
  expect(runs[0]).not.toHaveProperty("record");
  expect([isOneSession, read, others]).toEqual([true, 5, 1]);
  expect(search({}).isOneSession).toBe(false);
});
