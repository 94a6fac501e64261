import { posix } from "node:path";
import picomatch from "picomatch";

/** A glob as promptctl.yaml has them: `*` within a name, `**` across folders. */
export interface Glob {
  readonly pattern: string;
  /** The folder before the first special character: nothing outside can match. */
  readonly folder: string;
  matches(path: string): boolean;
}

export function glob(pattern: string): Glob {
  const { base, isGlob, input } = picomatch.scan(pattern);
  const matches = picomatch(pattern);
  // Without a special character the pattern is one file, which lies in a folder like any other.
  const folder = isGlob ? base : posix.dirname(input);
  return { pattern, folder: folder === "." ? "" : folder.replace(/\/$/, ""), matches: (path) => matches(path) };
}
