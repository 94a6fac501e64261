import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { promptctl, writeMoves } from "../moves.mjs";
import { forget } from "./check.mjs";

/** The commands that read a history, where it is long and where it is short; and one that adds to it. */
export const movesCases = [
  ["status", ["status"], "promptctl status"],
  ["log", ["log", "-n", "20"], "promptctl log -n 20"],
  ["promote", ["promote", "canary", "--contract", "agent-00001", "--yes"], "promptctl promote canary"],
].map(([name, args, said]) => ({
  name: `moves ${name}`,
  async prepare(folder, { short }) {
    const [few, many] = short ? [15, 30] : [100, 10_000];
    const argv = [process.execPath, promptctl, ...args, "--quiet"];
    const runs = {};
    for (const count of [few, many]) {
      const [made, cwd] = [join(folder, `${count} moves`), join(folder, `work ${count}`)];
      await writeMoves(made, count);
      await renew(made, cwd);
      const atMost = count === many ? { toBaseline: 1.5 } : {};
      if (name === "promote") runs[sayRun(said, count)] = { argv, cwd, before: () => renew(made, cwd) };
      else {
        const beside = sayFirst(said, few);
        runs[sayFirst(said, count)] = { argv, cwd, before: () => forget(cwd), beside, atMost };
        runs[sayRun(said, count)] = { argv, cwd, atMost };
      }
    }
    return {
      title: `${said}: ${many.toLocaleString("en-US")} label moves beside ${few}`,
      baseline: sayRun(said, few),
      rounds: 7,
      runs,
    };
  },
}));

function sayRun(said, count) {
  return `${said}, ${count.toLocaleString("en-US")} moves`;
}

function sayFirst(said, count) {
  return `${sayRun(said, count)}, for the first time`;
}

/** Every run begins with the same repository. */
export async function renew(from, to) {
  // What git does in the background may still be writing there.
  await rm(to, { recursive: true, force: true, maxRetries: 5 });
  await cp(from, to, { recursive: true });
}
