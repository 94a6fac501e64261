import { posix } from "node:path";
import type { Finding } from "../finding.ts";
import { isJsonArray, isJsonObject, type Json } from "../json.ts";
import { didYouMean } from "../nearest.ts";
import { codeFrame, type Path, type Place, printable } from "../place.ts";
import type { Tree } from "../ports.ts";
import { readSource, type SourceFile } from "../source.ts";
import { count } from "../text.ts";
import { forbiddenCharacters } from "../yaml/characters.ts";
import { parseYaml, type YamlFile } from "../yaml/parse.ts";
import { type Fragment, type FragmentKind, isOpen, judgeFragment, mayHoldFragments } from "./fragment-places.ts";
import { newOrigins, type Origins, placeInText } from "./fragment-origins.ts";
import { targetOf } from "./fragment-target.ts";

/** A document without references, that still knows from which file each part of it came. */
export interface ResolvedDocument extends Pick<Origins, "locate" | "locateText" | "linesOf"> {
  readonly value: Json;
  readonly findings: readonly Finding[];
  /** Every file that was read, the document itself first. */
  readonly files: readonly string[];
  /** The same files with what they hold. */
  readonly sources: readonly SourceFile[];
  /** Where a fragment could not be taken in; the value there is `null`. */
  readonly broken: readonly Path[];
  frame(place: Place): string | null;
}

/** Beyond these a contract is an accident or an attack. */
export const fragmentLimits = { references: 512, bytes: 8 * 1024 * 1024 } as const;

export async function resolveFragments(tree: Tree, document: YamlFile): Promise<ResolvedDocument> {
  const origins = newOrigins(document);
  const { locate, locateText, linesOf } = origins;
  const files = [document.file];
  const findings: Finding[] = [...document.faults];
  const broken: Path[] = [];
  const sources = new Map<string, SourceFile>([
    [document.file, { file: document.file, text: document.text, yaml: document }],
  ]);

  const frame = (place: Place): string | null => {
    const source = sources.get(place.file);
    return source === undefined ? null : codeFrame(source.text, place);
  };
  const report = (path: Path, message: string, hint: string, place = locate(path)): null => {
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
    return null;
  };
  const refuse = (path: Path, message: string, hint: string, at = path): null => {
    broken.push(path);
    return report(at, message, hint);
  };

  let references = 0;
  let bytes = 0;
  const isTooMuch = (): boolean => references > fragmentLimits.references || bytes > fragmentLimits.bytes;
  const leaveOut = (path: Path): null => {
    broken.push(path);
    return null;
  };

  async function resolve(value: Json, path: Path, from: readonly string[]): Promise<Json> {
    const judged = judgeFragment(value, path);
    if (judged !== null && "fragment" in judged) return include(judged.fragment, judged.holds, path, from);
    if (judged !== null) return refuse(path, judged.message, judged.hint, judged.at);
    if (!isOpen(path)) return value;
    // For most parts nobody has to wait.
    const part = (item: Json, step: string | number): Json | Promise<Json> => {
      const at = [...path, step];
      return mayHoldFragments(item, at) ? resolve(item, at, from) : item;
    };
    if (isJsonArray(value)) return Promise.all(value.map(part));
    if (!isJsonObject(value)) return value;
    const entries = Object.entries(value);
    const parts = await Promise.all(entries.map(([key, item]) => part(item, key)));
    return Object.fromEntries(entries.map(([key], index) => [key, parts[index] ?? null]));
  }

  async function include(
    { file: written, literal }: Fragment,
    holds: FragmentKind,
    path: Path,
    from: readonly string[],
  ): Promise<Json> {
    const named = targetOf(written, from.at(-1) ?? "");
    if (named.path === null)
      return refuse(path, `the fragment ${printable(written.slice(0, 80))} ${named.why}`, named.hint);
    const { path: target } = named;
    if (from.includes(target)) {
      return refuse(path, `the fragment ${target} includes itself: ${sayCircle(from, target)}`, "break the circle");
    }
    references += 1;
    if (isTooMuch()) return leaveOut(path);
    const source = await readSource(tree, target);
    if (source.why !== null) {
      if (source.missing) return refuse(path, `there is no file ${target}`, await nearMiss(tree, target));
      return refuse(path, `${target} is ${source.why}`, source.hint);
    }
    const { text } = source;
    bytes += text.length;
    if (isTooMuch()) return leaveOut(path);
    files.push(target);
    origins.include(path, { file: target, first: 1, last: text.trimEnd().split("\n").length });
    return holds === "text" ? takeText(text, literal, target, path) : takeData(text, target, path, from);
  }

  function takeText(text: string, literal: boolean, target: string, path: Path): Json {
    sources.set(target, { file: target, text, yaml: null });
    origins.takeText(path, target, text);
    const [wrong] = forbiddenCharacters(text);
    if (wrong !== undefined) {
      broken.push(path);
      return report(path, wrong.message, "remove it: a prompt is text", placeInText(target, text, wrong.offset));
    }
    return literal ? { literal: text } : text;
  }

  async function takeData(text: string, target: string, path: Path, from: readonly string[]): Promise<Json> {
    const file = parseYaml(target, text);
    sources.set(target, { file: target, text, yaml: file });
    if (file.faults.length > 0) broken.push(path);
    origins.takeData(path, file);
    findings.push(...file.faults);
    return resolve(file.value, path, [...from, target]);
  }

  const value = await resolve(document.value, [], [document.file]);
  if (isTooMuch()) {
    const most = `${count(fragmentLimits.references, "fragment")} or ${fragmentLimits.bytes / 1024 / 1024} MiB`;
    report([], `this contract takes in more than ${most}`, "split it into several contracts");
  }
  return {
    value,
    // Reads finish in any order; a report must not.
    findings: once(findings).toSorted(byPlace),
    files: [document.file, ...[...new Set(files.slice(1))].toSorted()],
    sources: [...sources.values()].toSorted((left, right) => (left.file < right.file ? -1 : 1)),
    broken,
    locate,
    locateText,
    linesOf,
    frame,
  };
}

function sayCircle(from: readonly string[], target: string): string {
  const circle = [...from.slice(from.indexOf(target)), target];
  const shown = circle.length <= 12 ? circle : [...circle.slice(0, 8), "…", ...circle.slice(-3)];
  return shown.join(" → ");
}

/** Most files that are not there are spelt a little differently. */
async function nearMiss(tree: Tree, target: string): Promise<string> {
  const folder = posix.dirname(target);
  const beside = (await tree.list(folder === "." ? "" : folder)).filter((path) => posix.dirname(path) === folder);
  const meant = didYouMean(
    posix.basename(target),
    beside.map((path) => posix.basename(path)),
  );
  return `${meant === null ? "" : `${meant} `}paths are relative to the file that names them`;
}

/** A fragment that several parts take in is broken once. */
function once(findings: readonly Finding[]): readonly Finding[] {
  const keyed = findings.map((finding) => [JSON.stringify([finding.place, finding.message]), finding] as const);
  return [...new Map(keyed).values()];
}

function byPlace({ place: left }: Finding, { place: right }: Finding): number {
  if (left === null || right === null) return 0;
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return left.line - right.line || left.column - right.column;
}
