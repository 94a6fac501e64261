import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { promptctl, writeMoves } from "../moves.mjs";

/** The commands that read a history, where it is long and where it is short. */
export const movesCases = [
  ["status", ["status"], "promptctl status", { toBaseline: 1.5 }],
  ["log", ["log", "-n", "20"], "promptctl log -n 20", { toBaseline: 1.5 }],
  ["promote", ["promote", "canary", "--contract", "agent-00001", "--yes"], "promptctl promote canary", {}],
].map(([name, args, said, atMost]) => ({
  name: `moves ${name}`,
  async prepare(folder, { short }) {
    const [few, many] = short ? [15, 30] : [100, 10_000];
    const runs = {};
    for (const count of [few, many]) {
      await writeMoves(join(folder, `${count} moves`), count);
      const cwd = join(folder, `work ${count}`);
      runs[sayRun(said, count)] = {
        argv: [process.execPath, promptctl, ...args, "--quiet"],
        cwd,
        before: () => renew(join(folder, `${count} moves`), cwd),
        atMost: count === many ? atMost : {},
      };
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

/** Every run begins with the same repository. */
export async function renew(from, to) {
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true });
}
