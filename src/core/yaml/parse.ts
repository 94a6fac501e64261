import type { Finding } from "../finding.ts";
import type { Json } from "../json.ts";
import { frameIn, type Lines, type Path, type Place } from "../place.ts";
import { forbiddenCharacters } from "./characters.ts";
import { type Composed, composeYaml } from "./compose.ts";
import { yamlLimits } from "./limits.ts";
import { locatorOf } from "./locate.ts";
import type { YamlProblem } from "./problems.ts";
import { type PlainScalar, plainScalars } from "./scalars.ts";
import { readSound } from "./sound.ts";
import { readValue } from "./value.ts";

/** A parsed file: its value, where each part of it stands, and what is wrong with it as YAML. */
export interface YamlFile {
  readonly file: string;
  readonly text: string;
  /** `null` where there are faults. */
  readonly value: Json;
  /** All of them at once, in the order of the file. */
  readonly faults: readonly Finding[];
  /** The place of a path; of its nearest parent where the path does not exist. */
  locate(path: Path): Place;
  /** The place of a character of the text that stands at a path, however the text is quoted, indented or folded. */
  locateText(path: Path, offset: number): Place;
  /** The lines that a path takes up; `null` where it does not exist. */
  linesOf(path: Path): Lines | null;
  /** Every value that stands there without quotes. */
  scalars(): readonly PlainScalar[];
}

/**
 * Simple values only: YAML 1.2 core, one document, no tags, anchors, aliases, merge keys, directives or
 * duplicate keys, within `yamlLimits`. JSON files are YAML too. Never throws: what is wrong comes back as faults.
 */
export function parseYaml(file: string, text: string): YamlFile {
  const sound = text.length > yamlLimits.bytes || forbiddenCharacters(text).length > 0 ? null : readSound(text);
  if (sound === null) return parseWhole(file, text);
  let read: YamlFile | null = null;
  const whole = (): YamlFile => (read ??= parseWhole(file, text));
  const lines = lineIndex(text);
  return {
    file,
    text,
    value: sound.value,
    faults: [],
    locate: (path) => {
      const offset = sound.offsetOf(path);
      return offset === null ? whole().locate(path) : lines.placeOf(file, offset);
    },
    locateText: (path, at) => {
      const offset = sound.offsetInText(path, at);
      return offset === null ? whole().locateText(path, at) : lines.placeOf(file, offset);
    },
    linesOf: (path) => whole().linesOf(path),
    scalars: () => sound.scalars() ?? whole().scalars(),
  };
}

/** The same by the parser that knows what is wrong, and where each character stands. */
export function parseWhole(file: string, text: string): YamlFile {
  const lines = lineIndex(text);
  const placeOf = (offset: number): Place => lines.placeOf(file, offset);
  const { document, value, problems } = read(text, (offset) => placeOf(offset).line);
  const { offsetOf, offsetInText, extentOf } = locatorOf(document, text);
  return {
    file,
    text,
    value: problems.length === 0 ? value : null,
    faults: faultsOf(problems, text, placeOf),
    locate: (path) => placeOf(offsetOf(path)),
    locateText: (path, offset) => placeOf(offsetInText(path, offset)),
    linesOf: (path) => {
      const extent = extentOf(path);
      if (extent === null) return null;
      return { file, first: placeOf(extent.start).line, last: placeOf(Math.max(extent.start, extent.end - 1)).line };
    },
    scalars: () => plainScalars(document, text),
  };
}

interface Read {
  readonly document: Composed["document"];
  readonly value: Json;
  readonly problems: readonly YamlProblem[];
}

function read(text: string, lineOf: (offset: number) => number): Read {
  const nothing = { document: null, value: null };
  if (text.length > yamlLimits.bytes) return { ...nothing, problems: [tooLarge] };
  const characters = forbiddenCharacters(text);
  if (characters.length > 0) return { ...nothing, problems: characters };
  const composed = composeYaml(text);
  const { value, problems } = readValue(composed, lineOf);
  return { document: composed.document, value, problems: [...composed.problems, ...problems] };
}

const tooLarge: YamlProblem = {
  offset: 0,
  message: `the file is larger than ${yamlLimits.bytes / 1024 / 1024} MiB`,
  hint: "split it into fragments, or keep data of this size out of the contract",
};

/** In the order of the file, each place once, and no more than anybody reads. */
function faultsOf(
  problems: readonly YamlProblem[],
  text: string,
  placeOf: (offset: number) => Place,
): readonly Finding[] {
  if (problems.length === 0) return [];
  const places = new Set<number>();
  const lines = text.split("\n");
  return problems
    .toSorted((left, right) => left.offset - right.offset)
    .filter(({ offset }) => !places.has(offset) && places.add(offset))
    .slice(0, yamlLimits.faults)
    .map(({ offset, message, hint }) => {
      const place = placeOf(offset);
      const frame = frameIn(lines, place);
      return { rule: "YAML", level: "error", message, hint, contract: null, path: [], place, frame, fingerprint: null };
    });
}

interface LineIndex {
  placeOf(file: string, offset: number): Place;
}

/** Where lines begin; counted when the first place is asked for. */
function lineIndex(text: string): LineIndex {
  let starts: number[] | null = null;
  return {
    placeOf: (file, offset) => {
      starts ??= startsOfLines(text);
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { file, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
    },
  };
}

function startsOfLines(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
