import { readFile, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { git, promptctl, run } from "../processes.mjs";
import { commitAll, writeContracts } from "../repository.mjs";
import { writeRecords } from "../run-records.mjs";

const parseLines = fileURLToPath(new URL("../baselines/parse-lines.mjs", import.meta.url));
const bytesEach = 850;
const contract = "agent-00000";

/**
 * A ramp judged by one large file of run records, beside a bare JSON.parse of its lines: 512 MiB are the most that may be
 * held. `BENCH_RECORDS` says how many there are, ten million if nobody does.
 */
export const recordsCase = {
  name: "records",
  async prepare(folder, { short }) {
    const count = short ? 20_000 : Number(process.env.BENCH_RECORDS ?? 10_000_000);
    const { bavail, bsize } = await statfs(folder);
    const bytes = count * bytesEach;
    if (bavail * bsize < 2 * bytes) return { skipped: `${Math.ceil((2 * bytes) / 1e9)} GB of disk are needed` };
    const ramp = await writeRamp(folder);
    const file = join(folder, "runs.jsonl");
    writeRecords(file, count, ramp);
    return {
      title: `analyze: ${count.toLocaleString("en-US")} run records`,
      unit: "ms a million",
      share: count / 1e6,
      baseline: "JSON.parse of every line",
      rounds: count > 2_000_000 ? 1 : 3,
      runs: {
        "JSON.parse of every line": { argv: [process.execPath, parseLines, file], cwd: folder },
        // To hold is no failure of a loop.
        "promptctl analyze --runs": {
          argv: [process.execPath, promptctl, "analyze", contract, "--runs", file, "--watch", "0s", "--quiet"],
          cwd: folder,
          atMost: { memory: 512 },
        },
      },
    };
  },
};

/** A repository with a canary on five in a hundred, and what its records say of it. */
async function writeRamp(folder) {
  await writeContracts(folder, 1);
  await writeFile(
    join(folder, "promptctl.yaml"),
    "labels: { canary: { ramp: { of: prod, weight: 5 } }, prod: {} }\nanalysis: { limits: { spend_per_day: 1000000000 } }\n",
  );
  await commitAndPromote(folder, "prod");
  const path = join(folder, "prompts", contract, "contract.yaml");
  await writeFile(path, (await readFile(path, "utf8")).replace(" of Acme,", " of Acme and its daughters,"));
  await commitAndPromote(folder, "canary");
  const pointer = JSON.parse(await git(folder, ["show", `promptctl/releases:labels/${contract}/prod.json`]));
  return {
    contract,
    label: "prod",
    serial: pointer.serial,
    digests: { base: pointer.current, head: pointer.ramp.bundle },
    from: Date.parse(pointer.issuedAt),
    seconds: 30,
  };
}

async function commitAndPromote(folder, label) {
  await commitAll(folder, `For ${label}`);
  await run(
    [process.execPath, promptctl, "promote", label, "--to", "HEAD", "--contract", contract, "--yes", "--quiet"],
    folder,
  );
}
