import fc from "fast-check";
import { expect, test } from "vitest";
import { renderTemplate } from "../../../../src/core/contract/template/render.ts";
import { emitTemplate, escapeTemplate } from "../../../../src/core/import/template/emit.ts";
import type { Ready } from "../../../../src/core/import/template/settle.ts";

test("a template that is written renders to its pieces, white space and braces included", () => {
  fc.assert(
    fc.property(arbitraryPieces(), (pieces) => {
      expect(renderTemplate(emitTemplate(pieces), { yes: true, no: false, two: ["1", "2"] })).toBe(say(pieces, ""));
    }),
    { numRuns: 5_000 },
  );
});

test("any text can be written as a template that renders to it", () => {
  const braces = fc.array(fc.constantFrom("{", "{{", "}}", "<%", "%>", "=", "<", "%", "\n", " ", "!", "#", "a"));
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        braces.map((parts) => parts.join("")),
      ),
      (text) => {
        expect(renderTemplate(escapeTemplate(text), {})).toBe(text);
      },
    ),
    { numRuns: 5_000 },
  );
});

/** What the pieces mean, said without a template. */
function say(pieces: readonly Ready[], item: string): string {
  return pieces
    .map((piece) => {
      if (piece.kind === "text") return piece.text;
      if (piece.kind === "comment") return "";
      if (piece.kind === "value") return piece.path.length === 0 ? item : "true";
      const [name] = piece.path;
      if (name === "two" && !piece.inverted) return say(piece.body, "1") + say(piece.body, "2");
      return (name === "yes") !== piece.inverted && name !== "two" ? say(piece.body, item) : "";
    })
    .join("");
}

function arbitraryPieces(): fc.Arbitrary<readonly Ready[]> {
  const text = fc
    .array(fc.constantFrom("\n", " ", "\t", "a", "{", "{{", "}}", "{{=", "<%", "\n\n"), { minLength: 1, maxLength: 4 })
    .map((parts): Ready => ({ kind: "text", text: parts.join("") }));
  const comment = fc.constantFrom("c", " }} ", "{{", "a}").map((note): Ready => ({ kind: "comment", text: note }));
  const value = fc.constant<Ready>({ kind: "value", path: ["yes"] });
  const section = (body: fc.Arbitrary<readonly Ready[]>, name: string): fc.Arbitrary<Ready> =>
    fc
      .tuple(body, fc.boolean())
      .map(([inside, inverted]) => ({ kind: "section", path: [name], inverted, body: inside }));
  // Inside a list only the item has a name.
  const inList = fc.array(fc.oneof(text, comment, fc.constant<Ready>({ kind: "value", path: [] })), { maxLength: 4 });
  const { pieces } = fc.letrec<{ pieces: readonly Ready[] }>((tie) => ({
    pieces: fc.array(
      fc.oneof(
        { maxDepth: 3 },
        text,
        comment,
        value,
        section(tie("pieces"), "yes"),
        section(tie("pieces"), "no"),
        inList.map((body): Ready => ({ kind: "section", path: ["two"], inverted: false, body })),
        inList.map((): Ready => ({ kind: "section", path: ["two"], inverted: true, body: [] })),
      ),
      { maxLength: 4 },
    ),
  }));
  return pieces;
}
