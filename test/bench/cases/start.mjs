import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promptctl, run } from "../processes.mjs";
import { commitAll, writeContracts } from "../repository.mjs";
import { forget } from "./check.mjs";

/** What is done all day in a small repository, beside a start of node that does nothing. */
export const startCase = {
  name: "start-up",
  async prepare(folder) {
    await writeContracts(folder, 5);
    await writeFile(join(folder, ".gitignore"), ".promptctl/\n");
    await commitAll(folder, "Contracts");
    const own = (args, toEmpty, before) => ({
      argv: [process.execPath, promptctl, ...args],
      cwd: folder,
      before,
      atMost: { toEmpty },
    });
    return {
      title: "start-up: five contracts",
      baseline: "promptctl --version",
      rounds: 15,
      runs: {
        "promptctl --version": own(["--version"], 1.3),
        "promptctl --help": own(["--help"], 1.3),
        "promptctl check, cold": own(["check"], 4.5, () => forget(folder)),
        "promptctl check, cold, and nothing of it compiled": {
          argv: [process.execPath, promptctl, "check"],
          cwd: folder,
          env: { NODE_DISABLE_COMPILE_CACHE: "1" },
          before: () => forget(folder),
        },
        "promptctl check, warm": own(["check"], 2.5),
        "promptctl status": own(["status"], 2.5),
        // Who forgets what `check` said forgets that too.
        "promptctl diff, nothing changed": own(["diff", "HEAD"], 2.5, () =>
          run([process.execPath, promptctl, "diff", "HEAD"], folder),
        ),
        "promptctl explain": own(["explain", "TOOL_RENAMED"], 2.5),
      },
    };
  },
};
