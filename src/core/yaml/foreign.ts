import { parseDocument } from "yaml";
import type { Json } from "../json.ts";

export type ForeignYaml = { readonly value: Json; readonly why: null } | { readonly value: null; readonly why: string };

/**
 * A YAML or JSON file of another tool: anchors, aliases, merge keys and keys said twice are theirs to use, and
 * are resolved. Never throws: `why` goes on after "this cannot be read: ".
 */
export function readForeignYaml(text: string): ForeignYaml {
  try {
    return read(text);
  } catch (cause) {
    // Too many aliases, an alias of nothing, or nested deeper than the stack.
    return { value: null, why: firstLine(cause instanceof Error ? cause.message : String(cause)) };
  }
}

function read(text: string): ForeignYaml {
  const document = parseDocument(text, {
    version: "1.2",
    schema: "core",
    merge: true,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "error",
  });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = text.slice(0, error.pos[0]).split("\n").length;
    return { value: null, why: `line ${line}: ${firstLine(error.message)}` };
  }
  // Through JSON, so that nothing is left that JSON cannot say.
  const plain = JSON.stringify(document.toJS({ maxAliasCount: 100 }) ?? null);
  return { value: JSON.parse(plain) as Json, why: null };
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}
