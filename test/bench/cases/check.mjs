import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promptctl } from "../processes.mjs";
import { commitAll, writeContracts } from "../repository.mjs";

const parseAndHash = fileURLToPath(new URL("../baselines/parse-and-hash.mjs", import.meta.url));

/**
 * `check` and `build` beside what nobody can avoid who reads the same files: cold, where nothing is remembered of them,
 * beside parsing, writing canonically and hashing them; warm, beside git finding out that none has changed.
 */
export const checkCases = ["check", "build"].map((verb) => ({
  name: verb,
  async prepare(folder, { short }) {
    const count = short ? 20 : 10_000;
    await writeContracts(folder, count);
    await commitAll(folder, "Contracts");
    const argv = [process.execPath, promptctl, verb, "--quiet"];
    return {
      title: `${verb} of ${count.toLocaleString("en-US")} contracts`,
      baseline: parsed,
      rounds: 3,
      runs: {
        [parsed]: { argv: [process.execPath, parseAndHash, "prompts"], cwd: folder },
        [hashed]: { argv: ["sh", "-c", "git ls-files | git hash-object --stdin-paths"], cwd: folder },
        [`promptctl ${verb}, cold`]: {
          argv,
          cwd: folder,
          before: () => forget(folder),
          atMost: { toBaseline: 1.3, toEmpty: 60 },
        },
        [`promptctl ${verb}, warm`]: { argv, cwd: folder, beside: hashed, atMost: { toBaseline: 1, toEmpty: 6 } },
      },
    };
  },
}));

const parsed = "read, parse (yaml), canonicalize and sha256";
const hashed = "git hash-object of the same files";

/** What promptctl remembers of files; it may go at any time. */
export function forget(folder) {
  return rm(join(folder, ".git", "promptctl"), { recursive: true, force: true });
}
