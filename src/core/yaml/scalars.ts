import { type Document, isMap, isScalar, isSeq } from "yaml";
import type { Json } from "../json.ts";
import type { Path } from "../place.ts";
import { hashBehind } from "./hash.ts";

/** A value without quotes: what YAML made of it may not be what was meant. */
export interface PlainScalar {
  readonly path: Path;
  readonly offset: number;
  /** Behind its last character. */
  readonly end: number;
  /** As written; empty where nothing is. */
  readonly source: string;
  readonly value: Json;
  /** A `#` behind it on its line with no space after: `#W55`, which may have been meant as text. */
  readonly hash: string | null;
}

/** Every value of a document that stands there without quotes, in its order. Keys are always text. */
export function plainScalars(document: Document.Parsed | null, text: string): readonly PlainScalar[] {
  const found: PlainScalar[] = [];
  const walk = (node: unknown, path: Path): void => {
    if (isMap(node)) {
      for (const { key, value } of node.items) if (isScalar(key)) walk(value, [...path, String(key.value)]);
    } else if (isSeq(node)) {
      node.items.forEach((item, index) => walk(item, [...path, index]));
    } else if (isScalar(node) && node.type === "PLAIN") {
      const [offset, end] = node.range ?? [0, 0];
      const source = node.source ?? "";
      found.push({ path, offset, end, source, value: node.value as Json, hash: hashBehind(text, end) });
    }
  };
  walk(document?.contents, []);
  return found;
}
