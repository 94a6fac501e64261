import { posix } from "node:path";
import { type ProjectRule, subjectOfPath } from "../project-rule.ts";

export const fragmentUnused: ProjectRule<"contracts" | "goldens" | "files"> = {
  id: "FRAGMENT_UNUSED",
  level: "warning",
  purpose:
    "A text beside a contract is part of some contract: one that nothing takes in is read by reviewers, and by no model.",
  remedy:
    "Take it in with { file: ./name }, or delete it. Notes are called README.md; files that begin with a dot are left alone.",
  judge({ contracts, goldens, files }) {
    const used = new Set([...contracts.flatMap((contract) => contract.files), ...goldens.map(({ file }) => file)]);
    const owners = new Map(contracts.map(({ path, isBroken, name }) => [posix.dirname(path), isBroken ? null : name]));
    return files.flatMap((file) => {
      // What a contract with a fault takes in is not known, and neither is it of one that cannot be read.
      const owner = ownerOf(file, owners);
      if (owner === null || used.has(file) || !isFragment(file.slice(owner.folder.length + 1))) return [];
      const message = `nothing takes in ${posix.basename(file)}`;
      const hint = `take it in with { file: ./${file.slice(owner.folder.length + 1)} }, or delete it`;
      return [{ subject: subjectOfPath(file, owner.contract), fault: { path: [], message, hint, about: [file] } }];
    });
  },
};

/** The contract whose folder is nearest. */
function ownerOf(
  file: string,
  owners: ReadonlyMap<string, string | null>,
): { readonly folder: string; readonly contract: string } | null {
  for (let folder = posix.dirname(file); folder !== "."; folder = posix.dirname(folder)) {
    const contract = owners.get(folder);
    if (contract !== undefined) return contract === null ? null : { folder, contract };
  }
  return null;
}

/** Texts and data as people write fragments; not their notes, tests, code or tool settings. */
function isFragment(path: string): boolean {
  const name = posix.basename(path);
  // Of a name that breaks lines PATH_UNSAFE speaks.
  if (path.split("/").some((part) => part.startsWith(".")) || /\p{Cc}/u.test(path)) return false;
  if (/^(?:readme|licen[cs]e|changelog|notice|owners|package|package-lock|tsconfig)(?:\.|$)/i.test(name)) return false;
  return /\.(?:md|markdown|txt|text|ya?ml|json|mustache)$/i.test(name) && !/\.test\.[a-z]+$/i.test(name);
}
