import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeContracts } from "../repository.mjs";

const promptctl = fileURLToPath(new URL("../../../bin/promptctl.js", import.meta.url));
const floor = fileURLToPath(new URL("../baselines/parse-changed.mjs", import.meta.url));

/**
 * `diff` of two commits beside what nobody can avoid: a start of node, git's own comparison, and reading and parsing
 * what changed. The cost has to follow the change, not the repository.
 */
export const diffCases = [
  [100, 1],
  [100, 10],
  [1000, 10],
  [1000, 100],
  [10_000, 100],
  [10_000, 1000],
].map(([count, changed]) => ({
  name: `diff ${count} ${changed}`,
  async prepare(folder, { short }) {
    const [contracts, edits] = short ? [20, 2] : [count, changed];
    await writeContracts(folder, contracts);
    const git = (...args) =>
      execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "gc.auto=0", ...args], {
        cwd: folder,
      });
    git("init", "--quiet", "--initial-branch", "main");
    git("add", "--all");
    git("commit", "--quiet", "-m", "base");
    for (let edit = 0; edit < edits; edit += 1) await change(folder, Math.floor((edit * contracts) / edits));
    git("commit", "--quiet", "--all", "-m", "head");
    git("gc", "--quiet");
    const sides = ["HEAD~1", "HEAD"];
    return {
      title: `diff of ${edits.toLocaleString("en-US")} changed contracts among ${contracts.toLocaleString("en-US")}`,
      baseline: "git diff --stat, and the floor: batch read and parse",
      rounds: 5,
      runs: {
        "git diff --stat, and the floor: batch read and parse": {
          argv: [
            "sh",
            "-c",
            `git diff --stat ${sides.join(" ")} && exec "$0" "$1" ${sides.join(" ")}`,
            process.execPath,
            floor,
          ],
          cwd: folder,
        },
        "promptctl diff": { argv: [process.execPath, promptctl, "diff", ...sides, "--quiet"], cwd: folder },
      },
    };
  },
}));

/** A description, a limit and a parameter: three kinds of change in one contract. */
async function change(folder, number) {
  const path = join(folder, "prompts", `agent-${String(number).padStart(5, "0")}`, "contract.yaml");
  const text = await readFile(path, "utf8");
  await writeFile(
    path,
    text
      .replace("Look up one order by its number.", "Look up one order by its number, and where it is.")
      .replace("max_steps: 25", "max_steps: 20")
      .replace("enum: [short, full]", "enum: [short, full, raw]"),
  );
}
