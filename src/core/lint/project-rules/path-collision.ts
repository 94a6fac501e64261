import { type ProjectFault, type ProjectRule, subjectOfPath } from "../project-rule.ts";
import { escaped, sayList } from "../../text.ts";

export const pathCollision: ProjectRule<"contracts" | "files"> = {
  id: "PATH_COLLISION",
  level: "law",
  purpose:
    "Two files have two names on every machine: where only capitals or the spelling of an accent differ, macOS and Windows keep one of them.",
  remedy: "Rename one of them, with `git mv`.",
  judge({ contracts, files }) {
    const used = new Set(contracts.flatMap((contract) => contract.files));
    return collisions([...new Set([...files, ...used])]).flatMap((spellings): readonly ProjectFault[] => {
      const message = `${sayList([...spellings.keys()].map(escaped))} are one and the same on macOS and Windows`;
      const fault = { path: [], message, hint: "rename one of them with `git mv`" };
      const examples = [...spellings.values()];
      // A finding stands at the file that a contract takes in, so that this contract is not built.
      const affected = examples.filter((file) => used.has(file));
      return (affected.length > 0 ? affected : examples.slice(-1)).map((file) => {
        return { subject: subjectOfPath(file, null), fault };
      });
    });
  },
};

/** Names of files and folders that some machines take for one, each with a file that has it. */
function collisions(files: readonly string[]): readonly ReadonlyMap<string, string>[] {
  const byKey = new Map<string, Map<string, string>>();
  for (const file of files) {
    for (let end = file.indexOf("/"); ; end = file.indexOf("/", end + 1)) {
      const path = end === -1 ? file : file.slice(0, end);
      const spellings = byKey.get(keyOf(path)) ?? new Map<string, string>();
      if (!spellings.has(path)) byKey.set(keyOf(path), spellings.set(path, file));
      if (end === -1) break;
    }
  }
  const clashes = [...byKey].filter(([, spellings]) => spellings.size > 1);
  const keys = new Set(clashes.map(([key]) => key));
  // Where the folders clash, so does everything in them.
  return clashes.filter(([key]) => !hasClashAbove(key, keys)).map(([, spellings]) => spellings);
}

function hasClashAbove(key: string, keys: ReadonlySet<string>): boolean {
  for (let end = key.lastIndexOf("/"); end !== -1; end = key.lastIndexOf("/", end - 1)) {
    if (keys.has(key.slice(0, end))) return true;
    if (end === 0) break;
  }
  return false;
}

function keyOf(path: string): string {
  return path.normalize("NFC").toLowerCase();
}
