import { isJsonArray } from "../json.ts";
import type { Path } from "../place.ts";
import { forbidden } from "./characters.ts";
import { yamlLimits } from "./limits.ts";
import { lineIndex, parseYaml, type YamlFile } from "./parse.ts";
import { readBlocks } from "./simple-blocks.ts";
import type { Part } from "./simple-scalar.ts";
import { hashBehind, type PlainScalar } from "./scalars.ts";

/**
 * The same as `parseYaml`, for files that are read by the hundred: what is written in the plainest way, line by line,
 * needs no parser of all of YAML. Whatever is not is left to that one, and so is where a single character stands.
 */
export function parseSimple(file: string, text: string): YamlFile {
  const top = isUsual(text) ? readBlocks(text) : undefined;
  if (top === undefined) return parseYaml(file, text);
  const lines = lineIndex(text);
  let read: YamlFile | null = null;
  const whole = (): YamlFile => (read ??= parseYaml(file, text));
  return {
    file,
    text,
    value: top.value,
    faults: [],
    locate: (path) => lines.placeOf(file, offsetOf(top, path)),
    locateText: (path, offset) => whole().locateText(path, offset),
    linesOf: (path) => whole().linesOf(path),
    scalars: () => plainScalars(top, text, []),
  };
}

/** Whole lines, no white space but spaces, nothing that is refused, and too short to be beyond a limit. */
function isUsual(text: string): boolean {
  return (
    text.length < yamlLimits.parts &&
    text.endsWith("\n") &&
    !/[^\S\n ]|\u0085/.test(text) &&
    text.search(forbidden) === -1
  );
}

/** Where a path begins, or its nearest parent where there is no such part. */
function offsetOf(top: Part, path: Path): number {
  let part = top;
  for (const step of path) {
    const next = part.parts?.get(isJsonArray(part.value) ? Number(step) : step);
    if (next === undefined) break;
    part = next;
  }
  return part.offset;
}

function plainScalars({ value, plain, parts }: Part, text: string, path: Path): readonly PlainScalar[] {
  if (parts !== null) return [...parts].flatMap(([step, part]) => plainScalars(part, text, [...path, step]));
  if (plain === null) return [];
  const { offset, end } = plain;
  return [{ path, offset, end, source: text.slice(offset, end), value, hash: hashBehind(text, end) }];
}
