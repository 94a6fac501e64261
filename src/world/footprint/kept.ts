import type { Footprint, Mark, Seen, SeenAbove } from "./footprint.ts";

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
  /** The numbers of each mark behind each other; those of `nothing` where there was nothing. */
  readonly marks: readonly number[];
  /** Asked for where something changed. */
  says(): readonly string[];
}

/**
 * What all of it says, what is looked at, and what each of it said: a line each.
 *
 * @param content as `contentOf` says it
 */
export function writeFootprint({ at, above, folders, files }: Footprint, content: string): string {
  const seen = [...folders, ...files];
  const looked = {
    at,
    above,
    folders: folders.length,
    paths: seen.map(({ path }) => path),
    marks: seen.flatMap(({ mark }) => mark ?? nothing),
  };
  return [content, JSON.stringify(looked), JSON.stringify(seen.map(({ says }) => says))].join("\n");
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
    const own = marks.slice(index * nothing.length, (index + 1) * nothing.length);
    const [mode = gone, size = gone, inode = gone, modified = gone, changed = gone] = own;
    return { path, says: said[index] ?? "", mark: mode === gone ? null : [mode, size, inode, modified, changed] };
  });
}

const gone = -1;
export const nothing: Mark = [gone, gone, gone, gone, gone];
