import { renameSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { analyze } from "../../src/commands/analyze.ts";
import { applyDecision } from "../../src/commands/act/analysis/apply.ts";
import { lookAtRamp } from "../../src/commands/gather/analysis/look.ts";
import { analysisGround } from "../../src/commands/gather/analysis/policy.ts";
import { runningRamp } from "../../src/commands/gather/analysis/ramp.ts";
import { openProject, repositoryIn } from "../../src/commands/gather/project.ts";
import { readReleases } from "../../src/commands/gather/releases.ts";
import { halt } from "../../src/commands/halt.ts";
import { promote } from "../../src/commands/promote.ts";
import { rollback } from "../../src/commands/rollback.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { analysisReport } from "../../src/report/analysis/report.ts";
import type { World } from "../../src/world/world.ts";
import { promptctl } from "../helpers/cli.ts";
import { linesOf, runsOf, type Traffic } from "../helpers/ramp-runs.ts";
import type { Repository } from "../helpers/repository.ts";
import { commitWords, copyOf, pointerOn, sharedRepository, shop } from "../helpers/shop.ts";
import { worldAt } from "../helpers/world.ts";

const nine = "2026-11-20T09:00:00Z";
const ten = "2026-11-20T10:00:00Z";
const eleven = "2026-11-20T11:00:00Z";
/** The ramp has lasted an hour. */
const hour: Omit<Traffic, "sessions"> = { from: ten, until: eleven };

/** Processes and clocks as the test says; the same dice never fall twice. */
function at(folder: string, time: string, part: Partial<World> = {}): World {
  const unique = (): string => `${(dice += 1)}`;
  return worldAt(folder, { clock: { now: () => new Date(time), unique }, ...part });
}
let dice = 0;

const ask: Parameters<typeof analyze>[0] = {
  contract: "support",
  label: null,
  runs: ["runs.jsonl"],
  prometheus: null,
  against: null,
  bundle: null,
  window: null,
  apply: false,
  dryRun: false,
  watch: null,
  every: null,
};

const move = { to: null, weight: null, replace: false, reason: null, dryRun: false, yes: true, force: null };
const toLabel = (label: string) => ({ ...move, label, contract: [], all: true, allowBreaking: null });

let ramping: Repository;
beforeAll(async () => {
  ramping = await sharedRepository(shop());
  for (const label of ["canary", "prod"]) await promote(toLabel(label), at(ramping.folder, nine));
  await commitWords(ramping, "Be kind, and look everything up twice.");
  await promote(toLabel("canary"), at(ramping.folder, ten));
});

async function withRuns(traffic: Partial<Traffic>): Promise<Repository> {
  const repository = await copyOf(ramping);
  const pointer = await pointerOn(repository, "support/prod");
  await repository.write({ "runs.jsonl": linesOf(runsOf(pointer, { sessions: 2_000, ...hour, ...traffic })) });
  return repository;
}

const incident = { tokens: 1.9, calls: 2.7 };

describe("what it answers", () => {
  test("the seed incident is called by its name, without any configuration", async () => {
    const { folder } = await withRuns(incident);
    const { answer, verdict, data } = await analyze(ask, at(folder, eleven));
    expect(answer).toBe("no");
    expect(verdict).toMatch(/^roll back support@[0-9a-f]{12} from prod: tokens ×1\.\d+ \(.*; 20 % more is tolerated/);
    const failed = (data["metrics"] as JsonObject[]).filter(({ outcome }) => outcome === "fail");
    expect(failed.map(({ name }) => name)).toEqual(["tokens", "tool_calls"]);
    expect(data).toMatchObject({ accounting: { leftOut: { torn: 0 } }, acted: null });
  });

  test("two that do the same: advance, once there are enough of them", async () => {
    const { folder } = await withRuns({ sessions: 12_000 });
    const few = await analyze(ask, at((await withRuns({ sessions: 300 })).folder, eleven));
    expect(few).toMatchObject({ answer: "unknown", data: { decision: { action: "hold" } } });
    expect(few.verdict).toMatch(/too early to say about tokens/);
    const many = await analyze(ask, at(folder, eleven));
    expect(many).toMatchObject({ answer: "yes", data: { decision: { action: "advance", next: 2_500 } } });
  });

  test("nothing that the ramp did not draw is compared", async () => {
    const repository = await copyOf(ramping);
    const pointer = await pointerOn(repository, "support/prod");
    const runs = runsOf(pointer, { sessions: 400, ...hour });
    const foreign: JsonObject[] = [
      ...runs.map((run) => ({ ...run, run_id: `old ${String(run["run_id"])}`, session: "old", serial: 1 })),
      ...runs.map((run) => ({ ...run, run_id: `other ${String(run["run_id"])}`, contract: "other" })),
    ];
    await repository.write({ "runs.jsonl": `${linesOf([...runs, ...foreign])}{"run_id": "half` });
    const { data } = await analyze(ask, at(repository.folder, eleven));
    expect(data["accounting"]).toMatchObject({
      read: 3 * runs.length + 1,
      leftOut: { torn: 1, "another contract": runs.length, "opened before": runs.length },
    });
  });

  test("the policy of the default branch decides, and somebody is told that it is another one here", async () => {
    const repository = await withRuns(incident);
    await repository.write({
      "promptctl.yaml": "analysis: { metrics: { tokens: { critical: false }, tool_calls: off } }\n",
    });
    const said: string[] = [];
    const world = at(repository.folder, eleven);
    const terminal = { ...world.terminal, progress: (text: string) => void said.push(text) };
    expect((await analyze(ask, { ...world, terminal })).answer).toBe("no");
    expect(said).toEqual(["`analysis` of promptctl.yaml is judged as main has it, not as it is here"]);
  });
});

describe("what it does", () => {
  const apply = { ...ask, apply: true };

  test("it takes the canary back, for everyone to read why, with the analysis beside it", async () => {
    const repository = await withRuns(incident);
    const before = await pointerOn(repository, "support/prod");
    const { answer, verdict, data } = await analyze(apply, at(repository.folder, eleven));
    expect({ answer, verdict }).toMatchObject({
      answer: "no",
      verdict: expect.stringMatching(/^rolled back support@/),
    });

    const [canary, prod] = [await pointerOn(repository, "support/canary"), await pointerOn(repository, "support/prod")];
    expect(prod).toMatchObject({ current: before.current, ramp: null, serial: before.serial + 1 });
    expect(canary).toMatchObject({ current: before.current, reason: expect.stringMatching(/^analysis: tokens ×/) });
    const path = `evidence/${before.ramp?.bundle.slice(7)}/analysis/${before.current.slice(7)}.json`;
    const statement = JSON.parse(await repository.git("show", `promptctl/releases:${path}`)) as JsonObject;
    expect(statement).toMatchObject({ predicate: { result: "FAILED", failedTests: ["tokens", "tool_calls"] } });
    expect(data).toMatchObject({ acted: { done: true, commit: expect.stringMatching(/^[0-9a-f]{40}$/) } });
    expect((await promptctl(repository.folder, "verify")).exit).toBe(0);
  });

  test("it ramps up by one step, with the same lots, and no further before that has lasted", async () => {
    const repository = await withRuns({ sessions: 12_000 });
    const before = await pointerOn(repository, "support/prod");
    const { answer, verdict } = await analyze(apply, at(repository.folder, eleven));
    expect({ answer, verdict }).toMatchObject({
      answer: "yes",
      verdict: expect.stringMatching(/^advanced .* to 25 %/),
    });
    const after = await pointerOn(repository, "support/prod");
    expect(after.ramp).toEqual({ ...before.ramp, weight: 2_500 });

    const { data } = await analyze(apply, at(repository.folder, "2026-11-20T11:10:00Z"));
    expect(data).toMatchObject({
      decision: { action: "hold", reasons: ["25 % has to last 20 min longer"] },
      acted: null,
    });
    expect(await pointerOn(repository, "support/prod")).toEqual(after);
  });

  test.each<[string, Partial<typeof apply>, string, string]>([
    ["a dry run", { dryRun: true }, eleven, "no"],
    ["old records, however bad they are", {}, "2026-11-20T11:16:00Z", "unknown"],
  ])("%s: nothing moves", async (_what, part, time, answer) => {
    const repository = await withRuns(incident);
    const tip = await repository.git("rev-parse", "promptctl/releases");
    expect(await analyze({ ...apply, ...part }, at(repository.folder, time))).toMatchObject({ answer });
    expect(await repository.git("rev-parse", "promptctl/releases")).toBe(tip);
  });

  test("a closed gate stops a ramp, and says what opens it", async () => {
    const repository = await withRuns({ sessions: 12_000 });
    await repository.write({
      "promptctl.yaml": "labels: { canary: { ramp: { of: prod, weight: 5 }, requires: [golden] }, prod: {} }\n",
    });
    await repository.commit("The canary needs golden tasks");
    const tip = await repository.git("rev-parse", "promptctl/releases");
    const { answer, verdict } = await analyze(apply, at(repository.folder, eleven));
    expect(answer).toBe("no");
    expect(verdict).toMatch(/^nothing was moved: canary does not move: .*promptctl test --contract support --save/);
    expect(await repository.git("rev-parse", "promptctl/releases")).toBe(tip);
  });

  /** Somebody acts between the look and what follows from it. */
  async function tooLate(traffic: Partial<Traffic>, meanwhile: (folder: string) => Promise<unknown>) {
    const repository = await withRuns(traffic);
    const world = at(repository.folder, eleven);
    const project = await openProject(world);
    const releases = await readReleases(world, repositoryIn(project), project.config);
    const running = await runningRamp(releases, "support", null);
    const ground = await analysisGround(project, releases);
    const analysis = await lookAtRamp(world, releases, running, ground, ask);
    await meanwhile(repository.folder);
    const tip = await repository.git("rev-parse", "promptctl/releases");
    const { data } = analysisReport(analysis);
    const acted = applyDecision(world, project, releases, { analysis, data, running, ground, dryRun: false });
    return { acted, tip, repository };
  }

  const goBack = (folder: string) =>
    rollback({ label: "canary", contract: ["support"], to: null, reason: null }, at(folder, eleven));

  test("whoever took it back meanwhile wins over a step forward", async () => {
    const { acted, tip, repository } = await tooLate({ sessions: 12_000 }, goBack);
    await expect(acted).rejects.toMatchObject({ code: "RAMP_MOVED", kind: "race" });
    expect(await repository.git("rev-parse", "promptctl/releases")).toBe(tip);
  });

  test("whoever halted meanwhile wins over a step forward, and is overtaken by nobody who takes it back", async () => {
    const stop = (folder: string) =>
      halt({ contract: "support", all: false, reason: "it refunds", lift: false }, at(folder, eleven));
    const { acted, tip, repository } = await tooLate({ sessions: 12_000 }, stop);
    await expect(acted).rejects.toMatchObject({ code: "RAMP_MOVED", message: expect.stringMatching(/halted it/) });
    expect(await repository.git("rev-parse", "promptctl/releases")).toBe(tip);
    const back = await tooLate(incident, stop);
    expect(await back.acted).toMatchObject({ kind: "moved" });
    expect(await pointerOn(back.repository, "support/prod")).toMatchObject({
      ramp: null,
      halted: { reason: "it refunds" },
    });
  });

  test("who took it back already is not taken back twice", async () => {
    const { acted, tip, repository } = await tooLate(incident, goBack);
    expect(await acted).toMatchObject({ kind: "moved", commit: null });
    expect(await repository.git("rev-parse", "promptctl/releases")).toBe(tip);
  });

  test("a canary that nobody looked at is not taken back for another one", async () => {
    const replaced = async (folder: string): Promise<void> => {
      await goBack(folder);
      await commitWords(ramping, "Be kind, once more.").catch(() => undefined);
      const again = { ...toLabel("canary"), force: "another try" };
      await promote({ ...again, to: "HEAD" }, at(folder, eleven));
    };
    const { acted, tip, repository } = await tooLate(incident, replaced);
    await expect(acted).rejects.toMatchObject({ code: "RAMP_MOVED" });
    expect(await repository.git("rev-parse", "promptctl/releases")).toBe(tip);
  });
});

describe("watching", () => {
  const running = (folder: string): World => {
    const begun = Date.now();
    const now = (): Date => new Date(Date.parse(eleven) + Date.now() - begun);
    return { ...at(folder, eleven), clock: { now, unique: () => `${(dice += 1)}` } };
  };

  test("to hold is a yes, when the time is over", async () => {
    const { folder } = await withRuns({ sessions: 300 });
    const { answer, data } = await analyze({ ...ask, watch: "0.3s", every: "0.1s" }, running(folder));
    expect({ answer, data }).toMatchObject({ answer: "yes", data: { decision: { action: "hold" } } });
  });

  test("it ends when it is decided", async () => {
    const { folder } = await withRuns(incident);
    const watched = await analyze({ ...ask, apply: true, watch: "until it is decided", every: null }, running(folder));
    expect(watched).toMatchObject({ answer: "no", data: { acted: { done: true } } });
  });

  test("it ends when somebody else ended the ramp", async () => {
    const { folder } = await withRuns({ sessions: 300 });
    const watching = analyze({ ...ask, watch: "30s", every: "0.1s" }, running(folder));
    await rollback({ label: "canary", contract: ["support"], to: null, reason: null }, at(folder, eleven));
    expect(await watching).toMatchObject({ answer: "yes", verdict: "the ramp is over: somebody else ended it" });
  });

  test("a file that is gone for a moment is waited for; where it stays away nobody says that all is well", async () => {
    const repository = await withRuns({ sessions: 300 });
    const { folder } = repository;
    const runs = join(folder, "runs.jsonl");
    const said: string[] = [];
    // The time is over once four looks were taken, however long they take.
    const now = (): Date => new Date(said.length < 4 ? eleven : "2026-11-20T12:00:00Z");
    const world = { ...at(folder, eleven), clock: { now, unique: () => `${(dice += 1)}` } };
    const progress = (text: string): void => {
      said.push(text);
      if (said.length === 1) renameSync(runs, `${runs}.1`);
      if (said.length === 2) renameSync(`${runs}.1`, runs);
      if (said.length === 3) renameSync(runs, `${runs}.1`);
    };
    const watching = analyze(
      { ...ask, watch: "30m", every: "0.1s" },
      { ...world, terminal: { ...world.terminal, progress } },
    );
    await expect(watching).rejects.toMatchObject({ code: "NO_RECORDS" });
    expect(said.map((text) => text.replace(/^\S+ (\S+).*/s, "$1"))).toEqual(["hold", "there", "hold", "there"]);
  });

  test("somebody says stop", async () => {
    const { folder } = await withRuns({ sessions: 300 });
    const stop = new AbortController();
    const world = { ...running(folder), signal: stop.signal };
    const terminal = { ...world.terminal, progress: () => stop.abort() };
    const watching = analyze({ ...ask, watch: "30s", every: "10s" }, { ...world, terminal });
    expect(await watching).toMatchObject({ answer: "stopped" });
  });
});

describe("what nobody drew lots for", () => {
  test("another bundle, and the same one at another time", async () => {
    const repository = await copyOf(ramping);
    const pointer = await pointerOn(repository, "support/prod");
    const week = { from: "2026-11-12T11:00:00Z", until: "2026-11-13T11:00:00Z" };
    const day = { from: "2026-11-19T11:00:00Z", until: eleven };
    const alone = { ...pointer, ramp: null };
    await repository.write({
      "ramp.jsonl": linesOf(runsOf(pointer, { sessions: 3_000, ...day, ...incident, seed: 2 })),
      "then.jsonl": linesOf(runsOf(alone, { sessions: 500, ...week, seed: 3 })),
      "now.jsonl": linesOf(runsOf(alone, { sessions: 500, ...day, seed: 4 })),
      "drift.jsonl": linesOf(
        runsOf({ ...alone, current: pointer.current }, { sessions: 500, ...day, seed: 5 }),
      ).replaceAll(/"tool_calls":(\d)/g, (_, calls: string) => `"tool_calls":${Number(calls) * 3}`),
    });
    const compare = async (runs: readonly string[], part: Partial<typeof ask>) => {
      const { answer, verdict } = await analyze({ ...ask, runs, ...part }, at(repository.folder, eleven));
      return { answer, verdict };
    };
    const id = String(pointer.ramp?.bundle);
    expect(await compare(["ramp.jsonl"], { against: "prod", bundle: "canary" })).toMatchObject({ answer: "no" });
    expect(await compare(["ramp.jsonl"], { against: "prod", bundle: id, window: "2d" })).toMatchObject({
      answer: "no",
    });
    expect(await compare(["then.jsonl", "now.jsonl"], { against: "last-week" })).toMatchObject({ answer: "yes" });
    expect(await compare(["then.jsonl", "drift.jsonl"], { against: "last-week" })).toMatchObject({
      answer: "no",
      verdict: expect.stringMatching(/is worse than last week: tool calls ×3/),
    });
    expect(await compare(["then.jsonl"], { against: "last-week" })).toMatchObject({ answer: "unknown" });
    // Yesterday and the last 24 hours overlap: what is compared is yesterday and today.
    const yesterday = await compare(["now.jsonl"], { against: "yesterday" });
    expect(yesterday.verdict).toMatch(/\(since 2026-11-20T00:00:00Z\)/);
  });
});

test.each<[string, Partial<typeof ask>, RegExp]>([
  ["no source", { runs: [] }, /where are the run records/],
  ["two sources", { prometheus: "http://localhost:9090" }, /two sources/],
  ["a file that is not there", { runs: ["nowhere.jsonl"] }, /nowhere\.jsonl/],
  ["an unknown contract", { contract: "sales" }, /sales/],
  ["a label that ramps nothing", { label: "staging" }, /staging of support ramps nothing/],
  ["--apply with --against", { apply: true, against: "last-week" }, /--apply acts on a ramp/],
  ["--dry-run alone", { dryRun: true }, /--apply --dry-run|what --apply would do/],
  ["--every alone", { every: "1m" }, /--watch/],
  ["--window alone", { window: "1d" }, /--against/],
  ["a window that is none", { against: "last-week", window: "long" }, /--window takes a duration/],
  ["a window before there were times", { against: "last-week", window: "99999999999d" }, /--window takes a duration/],
  ["no pause at all", { watch: "1m", every: "0s" }, /is no pause/],
  ["a time that is not over", { against: "today" }, /on 2026-11-20 is not over/],
  ["a time to come", { against: "2030-01-01" }, /has not come yet/],
  ["something unknown", { against: "yesteryear" }, /no bundle, no label of support and no time/],
  ["the same bundle", { against: "prod" }, /the same bundle/],
  ["what is piped in, again and again", { runs: ["-"], watch: "1m" }, /can be read once/],
])("%s is refused in words", async (_what, part, says) => {
  await expect(analyze({ ...ask, ...part }, at(ramping.folder, eleven))).rejects.toThrow(says);
});
