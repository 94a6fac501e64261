import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { writeEchoSuite } from "../goldens.mjs";
import { promptctl } from "../processes.mjs";
import { recordSuite } from "../recordings.mjs";
import { changeContract, commitAll, writeContracts } from "../repository.mjs";
import { forget } from "./check.mjs";

const verbs = { check: ["check"], diff: ["diff", "HEAD~1", "HEAD"], test: ["test", "--contract", "support"] };

/** What is in memory, where the repository is ten times as large, and what is asked is not. */
export const memoryCase = {
  name: "memory of a tenfold repository",
  async prepare(folder, { short }) {
    const [few, many] = short ? [2, 20] : [1_000, 10_000];
    for (const count of [few, many]) await writeRepository(join(folder, String(count)), count);
    const runs = {};
    for (const [verb, args] of Object.entries(verbs)) {
      for (const count of [few, many]) {
        const cwd = join(folder, String(count));
        const argv = [process.execPath, promptctl, ...args, "--quiet"];
        runs[said(verb, count)] = { argv, cwd, before: () => forget(cwd), beside: said(verb, few) };
      }
    }
    return {
      title: `what is in memory: ${few.toLocaleString("en-US")} contracts and ${many.toLocaleString("en-US")}`,
      baseline: said("check", few),
      rounds: 3,
      runs,
    };
  },
};

function said(verb, count) {
  return `promptctl ${verb}, ${count.toLocaleString("en-US")} contracts`;
}

/** Ten golden tasks, and two changed contracts, whatever else there is. */
async function writeRepository(folder, count) {
  await mkdir(folder, { recursive: true });
  await writeEchoSuite(folder, 10);
  await recordSuite(folder);
  await writeContracts(folder, count);
  await commitAll(folder, "Base");
  for (const number of [0, 1]) await changeContract(folder, number);
  await commitAll(folder, "Head");
}
