import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { git, promptctl } from "../processes.mjs";
import { changeContract, commitAll, writeContracts } from "../repository.mjs";
import { forget } from "./check.mjs";

const floor = fileURLToPath(new URL("../baselines/parse-changed.mjs", import.meta.url));
const sides = ["HEAD~1", "HEAD"];

/**
 * `diff` of two commits beside what nobody can avoid: a start of node, git's own comparison, and reading and parsing
 * what changed; warm, where its sides were read before.
 */
const sizes = [
  { count: 1_000, changed: 10 },
  {
    count: 10_000,
    changed: 100,
    cold: { toEmpty: 20, toBaseline: 1.5, memory: 110 },
    warm: { toEmpty: 4, memory: 110 },
  },
  { count: 10_000, changed: 1_000 },
].map(({ count, changed, cold, warm }) => ({
  name: `diff ${count} ${changed}`,
  async prepare(folder, { short }) {
    if (short && count > 1_000) return { skipped: "--short" };
    const [contracts, edits] = short ? [20, 2] : [count, changed];
    await writeChange(folder, contracts, spreadOver(edits, contracts));
    return {
      title: `diff of ${edits.toLocaleString("en-US")} changed contracts among ${contracts.toLocaleString("en-US")}`,
      baseline: floorName,
      rounds: 5,
      runs: {
        [floorName]: {
          argv: [
            "sh",
            "-c",
            `git diff --stat ${sides.join(" ")} && exec "$0" "$1" ${sides.join(" ")}`,
            process.execPath,
            floor,
          ],
          cwd: folder,
        },
        "promptctl diff, cold": { ...diffIn(folder), before: () => forget(folder), atMost: cold },
        "promptctl diff, warm": { ...diffIn(folder), atMost: warm },
      },
    };
  },
}));

/** The cost has to follow the change, not the repository. */
const sameChange = {
  name: "diff of the same hundred",
  async prepare(folder, { short }) {
    const [few, many, edits] = short ? [10, 20, 2] : [1_000, 10_000, 100];
    const numbers = spreadOver(edits, few);
    await writeChange(join(folder, "few"), few, numbers);
    await writeChange(join(folder, "many"), many, numbers);
    const said = (count, state) => `promptctl diff among ${count.toLocaleString("en-US")}, ${state}`;
    const own = (among, state) => {
      const cwd = join(folder, among);
      return { ...diffIn(cwd), ...(state === "cold" ? { before: () => forget(cwd) } : {}) };
    };
    const runs = {};
    for (const state of ["cold", "warm"]) {
      runs[said(few, state)] = own("few", state);
      runs[said(many, state)] = { ...own("many", state), beside: said(few, state), atMost: { toBaseline: 1.15 } };
    }
    return { title: `diff of the same ${edits} changed contracts`, baseline: said(few, "cold"), rounds: 7, runs };
  },
};

export const diffCases = [...sizes, sameChange];

const floorName = "git diff --stat, and the floor: batch read and parse";

function diffIn(cwd) {
  return { argv: [process.execPath, promptctl, "diff", ...sides, "--quiet"], cwd };
}

/** So many contracts, and what differs between the two newest commits. */
async function writeChange(folder, count, numbers) {
  await writeContracts(folder, count);
  await commitAll(folder, "Base");
  for (const number of numbers) await changeContract(folder, number);
  await commitAll(folder, "Head");
  await git(folder, ["gc", "--quiet"]);
}

/** So many numbers, evenly among so many. */
function spreadOver(edits, count) {
  return Array.from({ length: edits }, (_, edit) => Math.floor((edit * count) / edits));
}
