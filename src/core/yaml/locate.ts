import { type Document, isCollection, isMap, isNode, isScalar } from "yaml";
import type { Path, Place } from "../place.ts";

/** Where a path begins in the text. The key of a pair where there is one: that is where a person looks. */
export function offsetOf(document: Document.Parsed, path: Path): number {
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

/** From where to where a part stands in the text, its key included and comments around it not; `null` where it is not there. */
export function extentOf(
  document: Document.Parsed,
  source: string,
  path: Path,
): { readonly start: number; readonly end: number } | null {
  if (path.length > 0 && !document.hasIn(path)) return null;
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  const start = offsetOf(document, path);
  const end = isNode(node) ? (node.range?.[1] ?? start) : start;
  return { start, end: start + source.slice(start, Math.max(start + 1, end)).trimEnd().length };
}

/** The place of a character of a text that stands in a document: exact in block text, else where the text begins. */
export function placeInText(
  document: Document.Parsed,
  source: string,
  path: Path,
  offset: number,
  placeOf: (offset: number) => Place,
): Place {
  const node = document.getIn(path, true);
  if (!isScalar(node)) return placeOf(offsetOf(document, path));
  const start = placeOf(node.range?.[0] ?? 0);
  return node.type === "BLOCK_LITERAL" ? placeInBlock(start, source, String(node.value).slice(0, offset)) : start;
}

/** Every line of a block text is a line of the file, below the line of the `|`, behind the block's indentation. */
function placeInBlock(header: Place, source: string, before: string): Place {
  const written = source.split("\n").slice(header.line);
  const first = written.find((line) => line.trim() !== "") ?? "";
  const indentation = first.length - first.trimStart().length;
  const lines = before.split("\n");
  return { file: header.file, line: header.line + lines.length, column: indentation + (lines.at(-1) ?? "").length + 1 };
}
