import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeEchoSuite } from "../goldens.mjs";
import { recordSuite } from "../recordings.mjs";

const countWrong = fileURLToPath(new URL("../baselines/count-wrong.mjs", import.meta.url));

/** Whether the exit code of `test` can be relied on: suites that pass, fail, or cannot be measured, again and again. */
export const exitCodesCase = {
  name: "test exit codes",
  async prepare(folder, { short }) {
    const each = short ? 1 : 100;
    const recorded = join(folder, "recorded");
    await writeEchoSuite(recorded, 20);
    await recordSuite(recorded);
    const runs = {};
    for (const [name, { code, spoil }] of Object.entries(suites)) {
      const cwd = join(folder, name);
      await cp(recorded, cwd, { recursive: true });
      await spoil(cwd);
      const argv = [process.execPath, countWrong, String(each), String(code)];
      runs[`promptctl test ${name}: exit code ${code}`] = { argv, cwd, reports: true, atMost: { value: 0 } };
    }
    return {
      title: `exit codes, each suite run ${each === 1 ? "once" : `${each} times`}`,
      unit: "wrong",
      rounds: 1,
      runs,
    };
  },
};

const goldens = "goldens/support/part-000.yaml";

const suites = {
  "of what passes": { code: 0, spoil: async () => {} },
  "of what fails": {
    code: 1,
    spoil: async (cwd) => {
      const text = await readFile(join(cwd, goldens), "utf8");
      await writeFile(join(cwd, goldens), text.replace("icontains: ORDER 7", "icontains: ORDER 8"));
    },
  },
  "of what nobody recorded": {
    code: 3,
    spoil: (cwd) => rm(join(cwd, "goldens/support/recordings"), { recursive: true }),
  },
};
