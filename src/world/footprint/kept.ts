import { contentOf, type Footprint, type Mark, type Seen, type SeenAbove } from "./footprint.ts";

/**
 * A footprint as it is read again: its folders, and behind them its files, in columns. Ten thousand small objects take
 * longer to read than what they are about takes to look at.
 */
export interface KeptFootprint {
  readonly at: number;
  readonly above: readonly SeenAbove[];
  /** How many of the paths are folders. */
  readonly folders: number;
  readonly paths: readonly string[];
  /** Five numbers of each, which are -1 where there was nothing. */
  readonly marks: readonly number[];
  /** Asked for where something changed. */
  says(): readonly string[];
}

/** What all of it says, what is looked at, and what each of it said: a line each. */
export function writeFootprint(footprint: Footprint): string {
  const { at, above, folders, files } = footprint;
  const seen = [...folders, ...files];
  const looked = {
    at,
    above,
    folders: folders.length,
    paths: seen.map(({ path }) => path),
    marks: seen.flatMap(({ mark }) => mark ?? nothing),
  };
  return [contentOf(footprint), JSON.stringify(looked), JSON.stringify(seen.map(({ says }) => says))].join("\n");
}

/** @throws SyntaxError where it is no such text */
export function readFootprint(bytes: Buffer): { readonly content: string; readonly footprint: KeptFootprint } {
  const [end, last] = [bytes.indexOf("\n"), bytes.lastIndexOf("\n")];
  const looked = JSON.parse(bytes.toString("utf8", end + 1, last)) as Omit<KeptFootprint, "says">;
  const says = (): readonly string[] => JSON.parse(bytes.toString("utf8", last + 1)) as readonly string[];
  return { content: bytes.toString("utf8", 0, end), footprint: { ...looked, says } };
}

/** Everything as it was seen, folders before files. */
export function allSeen({ paths, marks, says }: KeptFootprint): readonly Seen[] {
  const said = says();
  return paths.map((path, index) => {
    const [mode = -1, size = -1, inode = -1, modified = -1, changed = -1] = marks.slice(index * 5, (index + 1) * 5);
    return { path, says: said[index] ?? "", mark: mode === -1 ? null : [mode, size, inode, modified, changed] };
  });
}

const nothing: Mark = [-1, -1, -1, -1, -1];
