import { Document, isPair, isScalar, Scalar, visit } from "yaml";
import type { Json, JsonObject } from "../json.ts";
import { forbidden } from "./characters.ts";

/** Lines above the document, and above single keys of its first level. */
export interface YamlComments {
  readonly top?: readonly string[];
  readonly above?: Readonly<Record<string, string>>;
}

/**
 * A value as people write it: block style, text of several lines below `|`. What our own parser reads back
 * is the same value; keys and texts that it refuses are the caller's to keep out.
 */
export function writeYaml(value: JsonObject, { top = [], above = {} }: YamlComments = {}): string {
  const comments = new Map(Object.entries(above));
  // `compat` puts quotes round what YAML 1.1 would take for a number or a boolean (`no`, `012`, `1:30`).
  const document = new Document(value as Json, {
    version: "1.2",
    schema: "core",
    compat: "yaml-1.1",
    // What is said twice is written twice: there are no aliases in our files.
    aliasDuplicateObjects: false,
  });
  visit(document, {
    Scalar(_key, scalar) {
      if (typeof scalar.value === "string") scalar.type = styleOf(scalar.value);
    },
    Pair(_key, pair, path) {
      const comment = path.length === 2 && isScalar(pair.key) ? comments.get(String(pair.key.value)) : undefined;
      if (comment !== undefined && isScalar(pair.key)) pair.key.commentBefore = commentLines(comment);
      if (isPair(pair) && isScalar(pair.key)) pair.key.type = keyStyle(String(pair.key.value));
    },
  });
  const body = document
    .toString({ lineWidth: 0, flowCollectionPadding: true })
    // The library leaves them as they are inside double quotes, and files must not hold them.
    .replaceAll(forbidden, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `${top.map((line) => `# ${line}\n`).join("")}${body}`;
}

/** Several lines go below `|`, as long as every character survives there: a last line of spaces does not. */
function styleOf(text: string): Scalar.Type {
  if (unprintable.test(text)) return Scalar.QUOTE_DOUBLE;
  if (!text.includes("\n")) return Scalar.PLAIN;
  return /\n[ \t]+$|^\s*$/.test(text) ? Scalar.QUOTE_DOUBLE : Scalar.BLOCK_LITERAL;
}

function keyStyle(key: string): Scalar.Type {
  return unprintable.test(key) || key.includes("\n") ? Scalar.QUOTE_DOUBLE : Scalar.PLAIN;
}

/** Everything that YAML, or an editor, takes for a line break or does not show. */
// eslint-disable-next-line no-control-regex -- control characters are what this is about
const unprintable = /[\u0000-\u0008\u000B-\u001F\u007F-\u00A0\u2028\u2029\uFEFF\uFFFE\uFFFF]/;

function commentLines(comment: string): string {
  return comment
    .split("\n")
    .map((line) => ` ${line}`)
    .join("\n");
}
