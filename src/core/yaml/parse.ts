import { type Document, LineCounter, parseDocument } from "yaml";
import type { Finding } from "../finding.ts";
import type { Json } from "../json.ts";
import { codeFrame, type Lines, type Path, type Place } from "../place.ts";
import { extentOf, offsetOf, placeInText } from "./locate.ts";
import { refusals, yamlLimits } from "./refuse.ts";

/** A parsed file: its value, where each part of it stands, and what is wrong with it as YAML. */
export interface YamlFile {
  readonly file: string;
  readonly text: string;
  readonly value: Json;
  readonly faults: readonly Finding[];
  /** The place of a path; of its nearest parent where the path does not exist. */
  locate(path: Path): Place;
  /** The place of a character of the text that stands at a path: exact in block text (`|`), else the path's. */
  locateText(path: Path, offset: number): Place;
  /** The lines that a path takes up; `null` where it does not exist. */
  linesOf(path: Path): Lines | null;
}

/**
 * Simple values only: YAML 1.2 core, one document, no tags, anchors, aliases, merge keys, directives or
 * duplicate keys. JSON files are YAML too. Never throws: what is wrong comes back as faults.
 */
export function parseYaml(file: string, text: string): YamlFile {
  const tooLarge = `the file is larger than ${yamlLimits.bytes / 1024 / 1024} MiB: split it into fragments`;
  if (text.length > yamlLimits.bytes) return unreadable(file, text, tooLarge);
  try {
    return read(file, text);
  } catch (error) {
    if (error instanceof RangeError) return unreadable(file, text, tooDeep);
    throw error;
  }
}

/** @throws RangeError where the nesting exhausts the stack */
function read(file: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: "1.2",
    schema: "core",
    merge: false,
    uniqueKeys: true,
    stringKeys: true,
    prettyErrors: false,
    logLevel: "error",
    lineCounter: lines,
  });
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems = [...document.errors, ...document.warnings];
  // The parser catches its own overflow, and reports it in the words of the engine.
  if (problems.some(({ message }) => message.includes("call stack"))) return unreadable(file, text, tooDeep);
  const faults = [
    ...problems.map(({ code, message, pos }) => fault(text, sayProblem(code, message), null, placeOf(pos[0]))),
    ...refusals(document).map(({ message, hint, offset }) => fault(text, message, hint, placeOf(offset))),
  ];
  return {
    file,
    text,
    value: faults.length === 0 ? toJson(document) : null,
    faults,
    locate: (path) => placeOf(offsetOf(document, path)),
    locateText: (path, offset) => placeInText(document, text, path, offset, placeOf),
    linesOf: (path) => {
      const extent = extentOf(document, text, path);
      if (extent === null) return null;
      return { file, first: placeOf(extent.start).line, last: placeOf(Math.max(extent.start, extent.end - 1)).line };
    },
  };
}

const tooDeep = `nested deeper than ${yamlLimits.depth} levels: flatten the structure`;

function unreadable(file: string, text: string, message: string): YamlFile {
  const place = { file, line: 1, column: 1 };
  const faults = [{ ...fault(text, message, null, place), frame: null }];
  return { file, text, value: null, faults, locate: () => place, locateText: () => place, linesOf: () => null };
}

function fault(text: string, message: string, hint: string | null, place: Place): Finding {
  return {
    rule: "YAML",
    level: "error",
    message,
    hint,
    contract: null,
    path: [],
    place,
    frame: codeFrame(text, place),
    fingerprint: null,
  };
}

function sayProblem(code: string, message: string): string {
  switch (code) {
    case "DUPLICATE_KEY":
      return "this key stands here twice: remove one of them";
    case "MULTIPLE_DOCS":
      return "one document a file: remove the second `---`";
    case "TAG_RESOLVE_FAILED":
      return "tags (`!…`) are not allowed: write the plain value";
    default:
      return message;
  }
}

function toJson(document: Document.Parsed): Json {
  // `toJS` returns plain data: tags, aliases and non-string keys were refused.
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  return (value ?? null) as Json;
}
