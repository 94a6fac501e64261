import { fileURLToPath } from "node:url";
import { writeContracts } from "../repository.mjs";

const promptctl = fileURLToPath(new URL("../../../bin/promptctl.js", import.meta.url));
const parse = fileURLToPath(new URL("../baselines/parse-yaml.mjs", import.meta.url));

/** `check` beside what nobody can avoid who reads the same files: reading, and parsing with `yaml`. */
export const checkCase = {
  name: "check",
  async prepare(folder, { short }) {
    const count = short ? 20 : 10_000;
    await writeContracts(folder, count);
    return {
      title: `check of ${count.toLocaleString("en-US")} contracts`,
      baseline: "read and parse the same files with yaml",
      rounds: 3,
      runs: {
        "read and parse the same files with yaml": { argv: [process.execPath, parse, "prompts"], cwd: folder },
        "promptctl check": { argv: [process.execPath, promptctl, "check", "--quiet"], cwd: folder },
        "promptctl build": { argv: [process.execPath, promptctl, "build", "--quiet"], cwd: folder },
      },
    };
  },
};
