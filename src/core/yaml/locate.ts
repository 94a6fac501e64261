import { type Document, isCollection, isMap, isNode, isScalar, type Node, type Scalar, type YAMLMap } from "yaml";
import type { Path } from "../place.ts";
import { offsetsOfText, type WrittenText } from "./text-offsets.ts";

/** Finds the parts of a document in its text. */
export interface Locator {
  /** Where a path begins; where its nearest parent does if it does not exist. The key of a pair where there is one: that is where a person looks. */
  offsetOf(path: Path): number;
  /** Where a character of the text at a path stands in the file. */
  offsetInText(path: Path, offset: number): number;
  /** From where to where a part stands, its key included and comments around it not; `null` where it is not there. */
  extentOf(path: Path): { readonly start: number; readonly end: number } | null;
}

export function locatorOf(document: Document.Parsed | null, source: string): Locator {
  const keys = new WeakMap<YAMLMap, ReadonlyMap<unknown, Child>>();
  const texts = new WeakMap<Node, Uint32Array>();

  function child(node: Node, step: string | number): Child | undefined {
    if (!isCollection(node)) return undefined;
    if (isMap(node)) {
      const known = keys.get(node) ?? childrenOf(node);
      keys.set(node, known);
      return known.get(step);
    }
    const item: unknown = node.items[Number(step)];
    return isNode(item) ? { node: item, offset: item.range?.[0] ?? 0 } : undefined;
  }

  function find(path: Path): Found {
    let node: Node | null = document?.contents ?? null;
    let offset = node?.range?.[0] ?? 0;
    for (const step of path) {
      const next: Child | undefined = node === null ? undefined : child(node, step);
      if (next === undefined) return { node: null, offset, whole: false };
      ({ node, offset } = next);
    }
    return { node, offset, whole: true };
  }

  return {
    offsetOf: (path) => find(path).offset,
    offsetInText: (path, offset) => {
      const { node, offset: start } = find(path);
      if (!isScalar(node) || typeof node.value !== "string") return start;
      const offsets = texts.get(node) ?? offsetsOfText(source, writtenText(node, node.value));
      texts.set(node, offsets);
      return offsets[Math.min(offset, offsets.length - 1)] ?? start;
    },
    extentOf: (path) => {
      const { node, offset: start, whole } = find(path);
      if (!whole) return null;
      const end = node?.range?.[1] ?? start;
      return { start, end: start + source.slice(start, Math.max(start + 1, end)).trimEnd().length };
    },
  };
}

interface Child {
  readonly node: Node | null;
  readonly offset: number;
}

interface Found extends Child {
  readonly whole: boolean;
}

function childrenOf(map: YAMLMap): ReadonlyMap<unknown, Child> {
  const children = new Map<unknown, Child>();
  for (const { key, value } of map.items) {
    if (!isScalar(key) || children.has(key.value)) continue;
    children.set(key.value, { node: isNode(value) ? value : null, offset: key.range?.[0] ?? 0 });
  }
  return children;
}

function writtenText({ range, type }: Scalar, value: string): WrittenText {
  const [start, end] = range ?? [0, 0, 0];
  return { start, end, style: styles[type ?? "PLAIN"], value };
}

const styles = {
  PLAIN: "plain",
  QUOTE_SINGLE: "single-quoted",
  QUOTE_DOUBLE: "double-quoted",
  BLOCK_LITERAL: "block",
  BLOCK_FOLDED: "block",
} as const;
