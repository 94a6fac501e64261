import type { Lines, Path, Place } from "../place.ts";
import type { YamlFile } from "../yaml/parse.ts";

/** From which file each part of a document came that was put together from several. */
export interface Origins {
  /** At this path a file was taken in: as it is, or for the data in it. */
  takeText(path: Path, file: string, text: string): void;
  takeData(path: Path, file: YamlFile): void;
  /** At this path a file was named, and these are its lines. */
  include(path: Path, lines: Lines): void;
  locate(path: Path): Place;
  /** The place of a character in the text at a path. */
  locateText(path: Path, offset: number): Place;
  /** Every line that a path was written on: where it is named, and in the fragments that it was put together from. */
  linesOf(path: Path): readonly Lines[];
}

/** @param document in which everything is that was not taken in from elsewhere */
export function newOrigins(document: YamlFile): Origins {
  const whole: Origin = { kind: "data", file: document, depth: 0 };
  const origins = new Map<string, Origin>();
  const included: { readonly at: Path; readonly lines: Lines }[] = [];

  function originOf(path: Path): Origin {
    for (let length = path.length; length >= 0; length -= 1) {
      const origin = origins.get(keyOf(path.slice(0, length)));
      if (origin !== undefined) return origin;
    }
    return whole;
  }

  return {
    takeText: (path, file, text) => void origins.set(keyOf(path), { kind: "text", file, text }),
    takeData: (path, file) => void origins.set(keyOf(path), { kind: "data", file, depth: path.length }),
    include: (at, lines) => void included.push({ at, lines }),
    locate: (path) => {
      const origin = originOf(path);
      if (origin.kind === "text") return { file: origin.file, line: 1, column: 1 };
      return origin.file.locate(path.slice(origin.depth));
    },
    locateText: (path, offset) => {
      const origin = originOf(path);
      if (origin.kind === "text") return placeInText(origin.file, origin.text, offset);
      return origin.file.locateText(path.slice(origin.depth), offset);
    },
    linesOf: (path) => {
      // A fragment is named in the file around it.
      const origin = originOf(origins.has(keyOf(path)) ? path.slice(0, -1) : path);
      const own = origin.kind === "data" ? origin.file.linesOf(path.slice(origin.depth)) : null;
      const inside = included.filter(({ at }) => path.every((step, index) => at[index] === step));
      return [...(own === null ? [] : [own]), ...inside.map(({ lines }) => lines).toSorted(byFile)];
    },
  };
}

type Origin =
  | { readonly kind: "data"; readonly file: YamlFile; readonly depth: number }
  | { readonly kind: "text"; readonly file: string; readonly text: string };

function keyOf(path: Path): string {
  return path.map((step) => `/${step}`).join("");
}

/** The place of a character in a file that is text alone. */
export function placeInText(file: string, text: string, offset: number): Place {
  const lines = text.slice(0, offset).split("\n");
  return { file, line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}

function byFile(left: Lines, right: Lines): number {
  return left.file < right.file ? -1 : 1;
}
