import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { data, git, promptctl, run, writeMoves } from "../moves.mjs";
import { commitAll } from "../repository.mjs";
import { renew } from "./moves.mjs";

const baselineAt = (name) => fileURLToPath(new URL(`../baselines/${name}`, import.meta.url));
const branch = "promptctl/releases";
const promote = [process.execPath, promptctl, "promote", "canary", "--contract", "agent-00001", "--yes", "--quiet"];

/**
 * `promote` from end to end, with a remote on this disk, beside what git alone needs to write and push the same files: by
 * its plumbing, beyond which 200 ms are the most that may be ours, and by fast-import.
 */
const wholeCase = {
  name: "promote beside plumbing",
  async prepare(folder, { short }) {
    const pristine = join(folder, "pristine");
    await writePristine(pristine, short ? 15 : 100);
    const files = join(folder, "files");
    await writeFilesOfPromotion(pristine, join(folder, "first"), files);
    const stream = join(folder, "stream");
    await writeFile(stream, await streamOf(files));
    const own = (name) => ({ cwd: join(folder, name, "work"), before: () => renew(pristine, join(folder, name)) });
    return {
      title: "promptctl promote canary: one contract, with a remote on this disk",
      baseline: plumbingName,
      rounds: 15,
      runs: {
        [plumbingName]: { argv: ["sh", baselineAt("plumbing.sh")], env: { FILES: files }, ...own("plumbing") },
        [importName]: { argv: ["sh", baselineAt("fast-import.sh")], env: { STREAM: stream }, ...own("import") },
        "promptctl --version": { argv: [process.execPath, promptctl, "--version"], cwd: folder },
        [promoteName]: { argv: promote, ...own("promote") },
      },
      differences: {
        "promote − plumbing − E": {
          of: { [promoteName]: 1, [plumbingName]: -1, [emptyName]: -1 },
          atMost: { value: 200 },
        },
        "promote − 1.5 × (fast-import, push) − E": {
          of: { [promoteName]: 1, [importName]: -1.5, [emptyName]: -1 },
          atMost: { value: 50 },
        },
      },
    };
  },
};

const emptyName = "an empty node process (E)";
const plumbingName = "git: hash-object, read-tree, …, push, update-ref";
const importName = "git: fast-import, push";
const promoteName = "promptctl promote canary";

/** What a move costs git alone, where the release branch is large: it is written without an index and a working tree. */
const gitCase = {
  name: "promote git",
  async prepare(folder, { short }) {
    const count = short ? 100 : 10_000;
    const pristine = join(folder, "pristine");
    const moved = join(folder, "moved");
    await writeBranch(pristine, count);
    for (const path of [bundleAt(count), "labels/agent/canary.json", "labels/agent/prod.json"])
      await writeNew(join(moved, path), `{ "moved": "${path}" }\n`);
    const [commit, own] = [join(folder, "commit"), join(folder, "own")];
    const add = `cp -R "${moved}/." . && git add $(cd "${moved}" && find . -type f) && git commit --quiet -m move`;
    return {
      title: `a move as git writes it, on a branch of ${count.toLocaleString("en-US")} files`,
      baseline: "git add, git commit",
      rounds: 9,
      runs: {
        "git add, git commit": { argv: ["sh", "-c", add], cwd: commit, before: () => renew(pristine, commit) },
        "promptctl: cat-file, fast-import": {
          argv: [process.execPath, baselineAt("write-release.mjs"), branch, moved],
          cwd: own,
          before: () => renew(join(pristine, ".git"), join(own, ".git")),
          reports: true,
          atMost: { toBaseline: 0.6 },
        },
      },
    };
  },
};

export const promoteCases = [wholeCase, gitCase];

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

/** The same files as a commit, as fast-import reads it. https://git-scm.com/docs/git-fast-import */
async function streamOf(files) {
  const date = `Ada <ada@example.com> ${Math.floor(Date.now() / 1_000)} +0000`;
  const ref = `refs/heads/${branch}`;
  const parts = [`commit ${ref}\ncommitter ${date}\n`, ...data("promote canary\n"), `from ${ref}^0\n`];
  for (const entry of await readdir(files, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    parts.push(`M 100644 inline ${relative(files, path)}\n`, ...data(await readFile(path, "utf8")));
  }
  return parts.join("");
}

/** A repository with nothing but a release branch of so many files, checked out. */
async function writeBranch(folder, count) {
  for (let at = 0; at < count; at += 1) await writeNew(join(folder, bundleAt(at)), `{ "bundle": ${at} }\n`);
  await commitAll(folder, "Bundles");
  await git(folder, ["branch", "-m", branch]);
}

function bundleAt(number) {
  return `bundles/${createHash("sha256").update(`${number}`).digest("hex")}.json`;
}

async function writeNew(path, text) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
