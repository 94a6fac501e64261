/** Runs `promptctl test` so often, and says how many exit codes were others than expected. */
import { spawnSync } from "node:child_process";
import { promptctl } from "../processes.mjs";

const [count, expected] = process.argv.slice(2).map(Number);
let wrong = 0;
for (let run = 0; run < count; run += 1) {
  const { status } = spawnSync(process.execPath, [promptctl, "test", "--quiet"], { stdio: "ignore" });
  if (status !== expected) wrong += 1;
}
process.stdout.write(`${wrong}\n`);
