/** The floor of `diff`: both sides of what changed, read by one batch process of git, and parsed. */
import { execFileSync } from "node:child_process";
import { parse } from "yaml";

const [base, head] = process.argv.slice(2);
const git = (args, input) => execFileSync("git", args, { input, maxBuffer: 1 << 30 });

const raw = git(["diff", "--raw", "-z", "--no-renames", "--no-abbrev", base, head]).toString();
const ids = [...raw.matchAll(/:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) [A-Z]\0([^\0]+)\0/g)].flatMap(
  ([, before, after, path]) => (path.endsWith(".yaml") ? [before, after] : []),
);
const output = git(["cat-file", "--batch"], ids.map((id) => `${id}\n`).join(""));
let at = 0;
for (const _ of ids) {
  const end = output.indexOf(10, at);
  const size = Number(output.toString("utf8", at, end).split(" ")[2]);
  parse(output.toString("utf8", end + 1, end + 1 + size));
  at = end + size + 2;
}
