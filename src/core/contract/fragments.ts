import { posix } from "node:path";
import type { Finding } from "../finding.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";
import { codeFrame, type Lines, type Path, type Place } from "../place.ts";
import type { Tree } from "../ports.ts";
import type { SourceFile } from "../source.ts";
import { decodeText } from "../text.ts";
import { parseYaml, type YamlFile } from "../yaml/parse.ts";

/** A document without references, that still knows from which file each part of it came. */
export interface ResolvedDocument {
  readonly value: Json;
  readonly findings: readonly Finding[];
  /** Every file that was read, the document itself first. */
  readonly files: readonly string[];
  /** The same files with what they hold. */
  readonly sources: readonly SourceFile[];
  /** Where a fragment could not be taken in; the value there is `null`. */
  readonly broken: readonly Path[];
  locate(path: Path): Place;
  /** The place of a character in the text at a path. */
  locateText(path: Path, offset: number): Place;
  /** Every line that a path was written on: where it is named, and in the fragments that it was put together from. */
  linesOf(path: Path): readonly Lines[];
  frame(place: Place): string | null;
}

/** Where `{ file: ./x }` may stand; `*` is any item. Never inside a JSON Schema or literal data. */
export const fragmentPlaces: readonly { readonly path: readonly string[]; readonly holds: "text" | "data" }[] = [
  { path: ["system"], holds: "text" },
  { path: ["system", "*"], holds: "text" },
  { path: ["tools", "*"], holds: "data" },
  { path: ["tools", "*", "input"], holds: "data" },
  { path: ["tools", "*", "output"], holds: "data" },
  { path: ["output", "schema"], holds: "data" },
  { path: ["messages"], holds: "data" },
  { path: ["guardrails"], holds: "data" },
  { path: ["budgets"], holds: "data" },
  { path: ["knowledge"], holds: "data" },
  { path: ["variables"], holds: "data" },
];

export async function resolveFragments(tree: Tree, document: YamlFile): Promise<ResolvedDocument> {
  const origins = new Map<string, Origin>([["", { kind: "data", file: document, depth: 0 }]]);
  const files = [document.file];
  const findings: Finding[] = [...document.faults];
  const broken: Path[] = [];
  const included: { readonly at: Path; readonly lines: Lines }[] = [];
  const sources = new Map<string, SourceFile>([
    [document.file, { file: document.file, text: document.text, yaml: document }],
  ]);

  const locate = (path: Path): Place => {
    const origin = originOf(origins, path);
    return origin.kind === "text"
      ? { file: origin.file, line: 1, column: 1 }
      : origin.file.locate(path.slice(origin.depth));
  };
  const frame = (place: Place): string | null => {
    const source = sources.get(place.file);
    return source === undefined ? null : codeFrame(source.text, place);
  };
  const report = (path: Path, message: string, hint: string): null => {
    const place = locate(path);
    findings.push({
      rule: "FRAGMENT",
      level: "error",
      message,
      hint,
      contract: null,
      path,
      place,
      frame: frame(place),
      fingerprint: null,
    });
    broken.push(path);
    return null;
  };

  async function resolve(value: Json, path: Path, from: readonly string[]): Promise<Json> {
    const holds = placeOf(path)?.holds;
    if (holds !== undefined && isFragment(value)) return include(value, path, from, holds);
    if (isJsonArray(value)) return Promise.all(value.map((item, index) => resolve(item, [...path, index], from)));
    if (!isJsonObject(value) || !mayHoldFragments(path)) return value;
    const entries = Object.entries(value).map(
      async ([key, item]) => [key, await resolve(item, [...path, key], from)] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  }

  async function include(
    fragment: Fragment,
    path: Path,
    from: readonly string[],
    holds: "text" | "data",
  ): Promise<Json> {
    const target = targetOf(fragment.file, from.at(-1) ?? "");
    if (target === null) {
      return report(
        path,
        `the fragment ${fragment.file} is not inside the repository`,
        "write a path relative to this file, with /, that stays inside the repository",
      );
    }
    if (from.includes(target)) return report(path, `the fragment ${target} includes itself`, "break the circle");
    const found = await tree.read(target);
    if (found.kind === "absent")
      return report(path, `there is no file ${target}`, "paths are relative to the file that names them");
    if (found.kind !== "file")
      return report(path, `${target} is a ${found.kind}, not a file`, "put the file itself there");
    const text = decodeText(found.bytes);
    if (text === null) return report(path, `${target} is not UTF-8 text`, "save it as UTF-8");
    files.push(target);
    included.push({ at: path, lines: { file: target, first: 1, last: text.trimEnd().split("\n").length } });
    if (holds === "text") {
      sources.set(target, { file: target, text, yaml: null });
      origins.set(keyOf(path), { kind: "text", file: target, text });
      return fragment.literal ? { literal: text } : text;
    }
    const file = parseYaml(target, text);
    sources.set(target, { file: target, text, yaml: file });
    if (file.faults.length > 0) broken.push(path);
    origins.set(keyOf(path), { kind: "data", file, depth: path.length });
    findings.push(...file.faults);
    return isFragment(file.value)
      ? include(file.value, path, [...from, target], holds)
      : resolve(file.value, path, [...from, target]);
  }

  const value = await resolve(document.value, [], [document.file]);
  return {
    value,
    // Reads finish in any order; a report must not.
    findings: findings.toSorted(byPlace),
    files: [document.file, ...[...new Set(files.slice(1))].toSorted()],
    sources: [...sources.values()].toSorted((left, right) => (left.file < right.file ? -1 : 1)),
    broken,
    locate,
    frame,
    locateText: (path, offset) => {
      const origin = originOf(origins, path);
      if (origin.kind === "data") return origin.file.locateText(path.slice(origin.depth), offset);
      const lines = origin.text.slice(0, offset).split("\n");
      return { file: origin.file, line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
    },
    linesOf: (path) => {
      // A fragment is named in the file around it.
      const origin = originOf(origins, origins.has(keyOf(path)) ? path.slice(0, -1) : path);
      const own = origin.kind === "data" ? origin.file.linesOf(path.slice(origin.depth)) : null;
      const inside = included.filter(({ at }) => path.every((step, index) => at[index] === step));
      return [...(own === null ? [] : [own]), ...inside.map(({ lines }) => lines).toSorted(byFile)];
    },
  };
}

type Origin =
  | { readonly kind: "data"; readonly file: YamlFile; readonly depth: number }
  | { readonly kind: "text"; readonly file: string; readonly text: string };

interface Fragment extends JsonObject {
  readonly file: string;
  readonly literal: boolean;
}

function isFragment(value: Json): value is Fragment {
  if (!isJsonObject(value) || typeof value["file"] !== "string") return false;
  return Object.keys(value).every((key) => key === "file" || key === "literal");
}

function placeOf(path: Path): (typeof fragmentPlaces)[number] | undefined {
  return fragmentPlaces.find((place) => place.path.length === path.length && startsLike(place.path, path));
}

function mayHoldFragments(path: Path): boolean {
  return fragmentPlaces.some((place) => place.path.length > path.length && startsLike(place.path, path));
}

function startsLike(pattern: readonly string[], path: Path): boolean {
  return path.every((step, index) => (pattern[index] === "*" ? typeof step === "number" : pattern[index] === step));
}

/** The path inside the repository, or `null` where it would leave it. Names are never joined unchecked. */
function targetOf(written: string, from: string): string | null {
  if (/[\\\0]|^\/|^[A-Za-z]:/.test(written)) return null;
  const target = posix.normalize(posix.join(posix.dirname(from), written));
  return target.startsWith("../") || target === ".." || target.startsWith(".git/") ? null : target;
}

function originOf(origins: ReadonlyMap<string, Origin>, path: Path): Origin {
  for (let length = path.length; length > 0; length -= 1) {
    const origin = origins.get(keyOf(path.slice(0, length)));
    if (origin !== undefined) return origin;
  }
  return origins.get("") as Origin;
}

function keyOf(path: Path): string {
  return path.map((step) => `/${step}`).join("");
}

function byFile(left: Lines, right: Lines): number {
  return left.file < right.file ? -1 : 1;
}

function byPlace({ place: left }: Finding, { place: right }: Finding): number {
  if (left === null || right === null) return 0;
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return left.line - right.line || left.column - right.column;
}
