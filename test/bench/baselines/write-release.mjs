/**
 * What promptctl has git do for a move, without the rest of the command: one commit on top of a branch, and the branch
 * moved to it. Says how many milliseconds that took.
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeCommit } from "../../../dist/world/git/import.js";
import { commitOf } from "../../../dist/world/git/repository.js";

const [, , branch, folder] = process.argv;
const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
const paths = names.map(({ parentPath, name }) => join(parentPath, name));
const files = new Map(
  await Promise.all(paths.map(async (path) => [path.slice(folder.length + 1), await readFile(path)])),
);

const context = { folder: process.cwd(), env: process.env, signal: new AbortController().signal };
const start = performance.now();
const parent = await commitOf(context, `refs/heads/${branch}`);
const author = "Ada <ada@example.com>";
const request = { parent, files, message: "move", author, at: new Date(), unique: "bench" };
const { moveBranch } = await writeCommit(context, request);
if (!(await moveBranch(branch))) throw new Error("the branch has moved");
process.stdout.write(`${performance.now() - start}\n`);
process.exit(0);
