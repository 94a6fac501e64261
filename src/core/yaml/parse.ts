import { isAlias, isCollection, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from "yaml";
import type { Document, Node, Pair } from "yaml";
import type { Finding } from "./finding.ts";
import type { Json } from "./json.ts";
import { codeFrame, type Path, type Place } from "./place.ts";

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
}

/** Beyond these a file is an accident or an attack, not a prompt. */
export const yamlLimits = { bytes: 2 * 1024 * 1024, depth: 64 } as const;

/**
 * Simple values only: YAML 1.2 core, one document, no tags, anchors, aliases, merge keys or duplicate
 * keys. JSON files are YAML too.
 */
export function parseYaml(file: string, text: string): YamlFile {
  if (text.length > yamlLimits.bytes) {
    return unreadable(
      file,
      text,
      `the file is larger than ${yamlLimits.bytes / 1024 / 1024} MiB: split it into fragments`,
    );
  }
  const lines = new LineCounter();
  const document = parse(text, lines);
  if (document === null) {
    return unreadable(file, text, `nested deeper than ${yamlLimits.depth} levels: flatten the structure`);
  }
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const fault = (message: string, hint: string | null, offset: number): Finding => {
    const place = placeOf(offset);
    return {
      rule: "YAML",
      level: "error",
      message,
      hint,
      contract: null,
      path: [],
      place,
      frame: codeFrame(text, place),
    };
  };

  const faults = [
    ...[...document.errors, ...document.warnings].map((error) =>
      fault(sayYamlError(error.code, error.message), null, error.pos[0]),
    ),
    ...refused(document).map(({ message, hint, offset }) => fault(message, hint, offset)),
  ];
  return {
    file,
    text,
    value: faults.length === 0 ? toJson(document) : null,
    faults,
    locate: (path) => placeOf(offsetOf(document, path)),
    locateText: (path, offset) => {
      const node = document.getIn(path, true);
      const start = isScalar(node) ? (node.range?.[0] ?? 0) : offsetOf(document, path);
      if (!isScalar(node) || node.type !== "BLOCK_LITERAL") return placeOf(start);
      return placeInBlock(placeOf(start), text, String(node.value).slice(0, offset));
    },
  };
}

/** Every line of a block text is a line of the file, below the line of the `|`, behind its indentation. */
function placeInBlock(header: Place, text: string, before: string): Place {
  const lines = before.split("\n");
  const line = header.line + lines.length;
  const source = text.split("\n")[line - 1] ?? "";
  const indentation = source.length - source.trimStart().length;
  return { file: header.file, line, column: indentation + (lines.at(-1) ?? "").length + 1 };
}

/** `null` where the nesting exhausts the parser's stack. */
function parse(text: string, lineCounter: LineCounter): Document.Parsed | null {
  try {
    return parseDocument(text, {
      version: "1.2",
      schema: "core",
      merge: false,
      uniqueKeys: true,
      stringKeys: true,
      prettyErrors: false,
      logLevel: "error",
      lineCounter,
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function unreadable(file: string, text: string, message: string): YamlFile {
  const place = { file, line: 1, column: 1 };
  const fault: Finding = {
    rule: "YAML",
    level: "error",
    message,
    hint: null,
    contract: null,
    path: [],
    place,
    frame: null,
  };
  return { file, text, value: null, faults: [fault], locate: () => place, locateText: () => place };
}

function sayYamlError(code: string, message: string): string {
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

interface Refusal {
  readonly message: string;
  readonly hint: string;
  readonly offset: number;
}

/** What YAML allows and a contract does not: everything that makes a file mean more than it shows. */
function refused(document: Document.Parsed): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const refuse = (node: Node, message: string, hint: string): void => {
    refusals.push({ message, hint, offset: node.range?.[0] ?? 0 });
  };
  visit(document, {
    Node(_key, node, path) {
      if (path.length > yamlLimits.depth * 2) {
        refuse(node, `nested deeper than ${yamlLimits.depth} levels`, "flatten the structure");
        return visit.BREAK;
      }
      if (isAlias(node))
        refuse(node, "aliases (`*name`) are not allowed", "repeat the value, or move it to a fragment");
      else if (node.anchor !== undefined) refuse(node, "anchors (`&name`) are not allowed", "remove the anchor");
      if (isNode(node) && node.tag !== undefined && !node.tag.startsWith("tag:yaml.org,2002:")) {
        refuse(node, "tags (`!…`) are not allowed", "write the plain value");
      }
      if (isScalar(node) && typeof node.value === "number") {
        if (!Number.isFinite(node.value)) refuse(node, "this number is not finite", "write a finite number");
        else if (Number.isInteger(node.value) && !Number.isSafeInteger(node.value)) {
          refuse(node, "this integer is beyond 2^53 and would be rounded", "write it as a quoted string");
        }
      }
      return undefined;
    },
    Pair(_key, pair: Pair) {
      if (!isScalar(pair.key)) return;
      const key = String(pair.key.value);
      if (key === "<<") refuse(pair.key, "merge keys (`<<`) are not allowed", "write the keys out");
      if (dangerousKeys.has(key)) refuse(pair.key, `the key \`${key}\` is not allowed`, "choose another name");
    },
  });
  return refusals;
}

const dangerousKeys = new Set(["__proto__", "constructor", "prototype"]);

function toJson(document: Document.Parsed): Json {
  // `toJS` returns plain data: tags, aliases and non-string keys were refused above.
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  return (value ?? null) as Json;
}

/** The key of a pair where there is one: that is where a person looks. */
function offsetOf(document: Document.Parsed, path: Path): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const step of path) {
    if (!isCollection(node)) break;
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === step);
      if (pair === undefined) break;
      offset = isScalar(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
      node = pair.value;
    } else {
      const item: unknown = node.items[Number(step)];
      if (item === undefined) break;
      offset = isNode(item) ? (item.range?.[0] ?? offset) : offset;
      node = item;
    }
  }
  return offset;
}
