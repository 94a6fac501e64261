import fc from "fast-check";
import { expect } from "vitest";
import { parseTemplate } from "../../../../src/core/contract/template/parse.ts";
import { renderTemplate } from "../../../../src/core/contract/template/render.ts";
import { Failure } from "../../../../src/core/failure.ts";
import { emitTemplate } from "../../../../src/core/import/template/emit.ts";
import type { ReadTemplate } from "../../../../src/core/import/template/pieces.ts";
import { settle } from "../../../../src/core/import/template/settle.ts";
import { shapeOf } from "../../../../src/core/import/template/shape.ts";
import type { JsonObject } from "../../../../src/core/json.ts";

/** What templates of laws are filled with. */
export const data: JsonObject = {
  name: "Ada",
  yes: true,
  no: false,
  words: ["one", "two"],
  none: [],
  people: [
    { name: "Bea", here: true, tags: ["x", "y"] },
    { name: "Cem", here: false, tags: [] },
  ],
  deep: { er: "deepest" },
};

const text = { type: "string" };
const texts = { type: "array", items: text };
const person = { type: "object", properties: { name: text, here: { type: "boolean" }, tags: texts } };

export const declared: Readonly<Record<string, JsonObject>> = {
  name: text,
  yes: { type: "boolean" },
  no: { type: "boolean" },
  words: texts,
  none: texts,
  people: { type: "array", items: person },
  deep: { type: "object", properties: { er: text } },
};

/** What our translation renders to; `null` where it is not carried over, or a value is missing. */
export function ours(template: ReadTemplate): string | null {
  if (template.pieces === null) return null;
  const root = shapeOf([template.pieces], declared);
  const { pieces, problems } = settle(template.pieces, root, (name) => name);
  if (problems.length > 0) return null;
  const written = emitTemplate(pieces);
  if (parseTemplate(written).faults.length > 0) return null;
  try {
    return renderTemplate(written, data);
  } catch (error) {
    if (error instanceof Failure && error.message.includes("has no value")) return null;
    throw error;
  }
}

/** Counts what was compared: a law that compares nothing proves nothing. */
export function comparisons() {
  let made = 0;
  return {
    add: (source: string): void => void (/\{[{%]/.test(source) && (made += 1)),
    expectAtLeast: (least: number): void => expect(made).toBeGreaterThan(least),
  };
}

/** A tag that opens, one that closes, and one that may stand between them. */
export type Wrap = readonly [string, string, string?];

/** Texts out of tags that fit each other, with white space wherever it may matter. */
export function arbitraryTemplate(leaves: readonly string[], wraps: readonly Wrap[]): fc.Arbitrary<string> {
  const white = ["\n", " ", "  ", "\t", "a", "{", "}", "x\n", "\n\n"];
  const { body } = fc.letrec<{ node: string; body: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      fc.oneof(fc.constantFrom(...white), fc.constantFrom(...leaves)),
      fc
        .tuple(fc.constantFrom(...wraps), tie("body"), tie("body"), fc.boolean())
        .map(([[open, close, between], first, second, both]) => {
          return both && between !== undefined
            ? `${open}${first}${between}${second}${close}`
            : `${open}${first}${close}`;
        }),
    ),
    body: fc.array(tie("node"), { maxLength: 4 }).map((parts) => parts.join("")),
  }));
  return body;
}
