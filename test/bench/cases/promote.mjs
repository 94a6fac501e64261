import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { git, promptctl, run, writeMoves } from "../moves.mjs";
import { renew } from "./moves.mjs";

const plumbing = fileURLToPath(new URL("../baselines/plumbing.sh", import.meta.url));
const branch = "promptctl/releases";
const promote = [process.execPath, promptctl, "promote", "canary", "--contract", "agent-00001", "--yes", "--quiet"];

/**
 * `promote` from end to end, with a remote on this disk, beside git's plumbing that writes and pushes the same files:
 * 200 ms are the most that may be ours beyond the start of node.
 */
export const promoteCase = {
  name: "promote beside plumbing",
  async prepare(folder, { short }) {
    const pristine = join(folder, "pristine");
    await writePristine(pristine, short ? 15 : 100);
    const files = join(folder, "files");
    await writeFilesOfPromotion(pristine, join(folder, "first"), files);
    const own = (name) => ({ cwd: join(folder, name, "work"), before: () => renew(pristine, join(folder, name)) });
    return {
      title: "promptctl promote canary: one contract, with a remote on this disk",
      baseline: plumbingName,
      rounds: 15,
      runs: {
        [plumbingName]: { argv: ["sh", plumbing], env: { FILES: files }, ...own("plumbing") },
        "promptctl --version": { argv: [process.execPath, promptctl, "--version"], cwd: folder },
        [promoteName]: { argv: promote, ...own("promote") },
      },
      differences: {
        "promote − plumbing − an empty node process": [promoteName, plumbingName, "an empty node process (E)"],
      },
    };
  },
};

const plumbingName = "git: hash-object, read-tree, …, push, update-ref";
const promoteName = "promptctl promote canary";

/** A clone that is up to date, with what it publishes. */
async function writePristine(pristine, moves) {
  const work = join(pristine, "work");
  await writeMoves(work, moves);
  await git(pristine, ["clone", "--quiet", "--bare", work, "remote.git"]);
  await git(work, ["remote", "add", "origin", "../remote.git"]);
  await git(work, ["fetch", "--quiet"]);
  await git(work, ["remote", "set-head", "origin", "--auto"]);
  await run([process.execPath, promptctl, "promote", "canary", "--contract", "agent-00002", "--yes"], work);
}

/** The files that the promotion writes on the branch, by their names. */
async function writeFilesOfPromotion(pristine, copy, files) {
  await renew(pristine, copy);
  const work = join(copy, "work");
  await run(promote, work);
  for (const name of (await git(work, ["diff", "--name-only", `${branch}~`, branch])).trim().split("\n")) {
    await mkdir(dirname(join(files, name)), { recursive: true });
    await writeFile(join(files, name), await git(work, ["cat-file", "blob", `${branch}:${name}`]));
  }
}
