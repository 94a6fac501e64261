import picomatch from "picomatch";

/** A glob as promptctl.yaml has them: `*` within a name, `**` across folders. */
export interface Glob {
  readonly pattern: string;
  /** The folder before the first special character: nothing outside can match. */
  readonly folder: string;
  matches(path: string): boolean;
}

export function glob(pattern: string): Glob {
  const { base } = picomatch.scan(pattern);
  const matches = picomatch(pattern);
  return { pattern, folder: base === "." ? "" : base.replace(/\/$/, ""), matches: (path) => matches(path) };
}
