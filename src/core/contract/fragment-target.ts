import { posix } from "node:path";

/** A path inside the repository, or why a written one is none: `why` goes on after "the fragment …". */
export type FragmentTarget =
  | { readonly path: string; readonly why: null }
  | { readonly path: null; readonly why: string; readonly hint: string };

/** Names are never joined unchecked: what leaves the repository, or means another file on another machine, is refused. */
export function targetOf(written: string, from: string): FragmentTarget {
  const target = posix.normalize(posix.join(posix.dirname(from), written)).replace(/\/$/, "");
  for (const { when, why, hint = relative } of refusals) {
    if (when(written, target)) return { path: null, why, hint };
  }
  return { path: target, why: null };
}

const relative = "write a path relative to this file, with /, that stays inside the repository";

interface Refusal {
  readonly when: (written: string, target: string) => boolean;
  readonly why: string;
  readonly hint?: string;
}

const refusals: readonly Refusal[] = [
  { when: (written) => written.trim() === "", why: "names no file" },
  {
    // eslint-disable-next-line no-control-regex -- control characters are what this is about
    when: (written) => /[\u0000-\u001F\u007F]/.test(written),
    why: "has a control character in its name",
    hint: "remove it, and rename the file",
  },
  {
    when: (written) => /^[A-Za-z][A-Za-z0-9+.-]+:\/\//.test(written),
    why: "is an address, and fragments are files of this repository",
    hint: "put the text into a file, and name that",
  },
  { when: (written) => written.includes("\\"), why: "is not inside the repository: \\ is no separator here" },
  {
    when: (written) => /^(?:\/|~\/|[A-Za-z]:)/.test(written),
    why: "is not inside the repository: it is an absolute path",
  },
  { when: (_written, target) => /^\.\.(?:\/|$)/.test(target), why: "is not inside the repository: it leads out of it" },
  {
    when: (_written, target) => target.split("/").some(isGitFolder),
    why: "is not inside the repository: it is in git's own folder",
    hint: "put the file beside the contract",
  },
  {
    when: (_written, target) =>
      target.length > 1024 || target.split("/").some((step) => step.length > 85 && bytesOf(step) > 255),
    why: "has a longer name than files have",
    hint: "rename it: a name has at most 255 bytes",
  },
];

/** At most three for each unit of a text: of a short one nobody has to ask. */
function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** As git itself compares: file systems ignore case, Windows the dots behind a name, HFS+ what is invisible. */
function isGitFolder(step: string): boolean {
  // Nearly every name; the signs of all scripts are looked for in the others only.
  if (/^[\w-][\w.-]*$/.test(step)) return false;
  const name = step.replaceAll(/\p{Default_Ignorable_Code_Point}/gu, "").replace(/[. ]+$/, "");
  return /^(?:\.git|git~\d+)$/i.test(name);
}
