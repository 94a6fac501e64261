/** Loaded into a process of which memory and processor time are asked for: what it used is written down when it ends. */
const file = process.env.BENCH_USAGE;
if (file !== undefined) {
  process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    // Its own modules are loaded when everything is counted.
    const { isMainThread } = require("node:worker_threads");
    const usage = { cpu: (userCPUTime + systemCPUTime) / 1_000, memory: maxRSS / 1_024 };
    if (isMainThread) require("node:fs").appendFileSync(file, `${JSON.stringify(usage)}\n`);
  });
}
