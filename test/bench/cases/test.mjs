import { access, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeEchoSuite, writePromptfooSuite } from "../goldens.mjs";
import { promptctl } from "../processes.mjs";
import { recordSuite } from "../recordings.mjs";

const peers = new URL("../node_modules/", import.meta.url);
const promptfoo = fileURLToPath(new URL("promptfoo/dist/src/entrypoint.js", peers));
const node22 = fileURLToPath(new URL("node22/bin/node", peers));

/** How many tasks, and which part of promptfoo's whole run is allowed. */
const sizes = [
  [10, 1 / 15],
  [1_000, 1 / 20],
  [5_000, 1 / 22],
];

/**
 * `test` of tasks that are replayed, beside `promptfoo eval` with its echo provider: both read as many tests, fill in
 * a template, get an answer without asking anybody, and judge it by the same two assertions.
 */
const replay = {
  name: "test replay",
  async prepare(folder, { short }) {
    const missing = await missingPeers();
    if (missing !== null && !short) return { skipped: missing };
    const runs = {};
    for (const [count, atMost] of short ? sizes.slice(0, 1) : sizes) {
      const cwd = join(folder, String(count));
      await mkdir(cwd);
      await writeEchoSuite(cwd, count);
      await recordSuite(cwd);
      await writePromptfooSuite(cwd, count);
      if (missing === null) runs[evalName(count)] = { ...evalOf(cwd), beside: evalName(count) };
      const beside = missing === null ? evalName(count) : testName(count);
      runs[testName(count)] = { ...testOf(cwd), beside, atMost: { toBaseline: atMost, memory: 130 } };
    }
    return {
      title: "golden tasks, replayed",
      baseline: Object.keys(runs)[0],
      rounds: 3,
      runs,
      ...(short ? {} : { differences: { [evalEach]: eachOf(evalName), [testEach]: ofPromptfoo(eachOf(testName)) } }),
    };
  },
};

const tasks = (count) => `${count.toLocaleString("en-US")} tasks`;
const evalName = (count) => `promptfoo eval, echo provider: ${tasks(count)}`;
const testName = (count) => `promptctl test, from recordings: ${tasks(count)}`;
const evalEach = "promptfoo eval: each task";
const testEach = "promptctl test: each task";

/** What one task more costs: the start is in both runs. */
function eachOf(name) {
  return { of: { [name(5_000)]: 1_000 / 4_990, [name(10)]: -1_000 / 4_990 }, unit: "µs" };
}

function ofPromptfoo(each) {
  return { ...each, beside: evalEach, atMost: { toBaseline: 1 / 20 } };
}

const memory = {
  name: "test memory",
  async prepare(folder, { short }) {
    const [few, many] = short ? [10, 20] : [1_000, 5_000];
    const runs = {};
    for (const count of [few, many]) {
      const cwd = join(folder, String(count));
      await mkdir(cwd);
      await writeEchoSuite(cwd, count);
      await recordSuite(cwd);
      runs[testName(count)] = testOf(cwd);
    }
    runs[testName(many)].atMost = { memory: 130, memoryToBaseline: 1.25 };
    return { title: `what is in memory: ${tasks(few)} and ${tasks(many)}`, baseline: testName(few), rounds: 5, runs };
  },
};

export const testCases = [replay, memory];

function testOf(cwd) {
  return { argv: [process.execPath, promptctl, "test", "--quiet"], cwd };
}

/** Nothing but the evaluation: no cache, no table, no news, no telemetry, and a database of its own. */
function evalOf(cwd) {
  return {
    argv: [node22, promptfoo, "eval", "-c", "promptfooconfig.yaml", "--no-cache", "--no-table", "--no-progress-bar"],
    cwd,
    env: {
      PROMPTFOO_CONFIG_DIR: `${cwd}/.promptfoo`,
      PROMPTFOO_DISABLE_TELEMETRY: "1",
      PROMPTFOO_DISABLE_UPDATE: "1",
      PROMPTFOO_DISABLE_REMOTE_GENERATION: "1",
    },
  };
}

async function missingPeers() {
  try {
    await Promise.all([access(promptfoo), access(node22)]);
    return null;
  } catch {
    return "its peers are not installed: npm install --prefix test/bench";
  }
}
