import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Paint, sayHuman } from "../../src/report/formats/human.ts";
import { code, heading, list, paragraph, type Report, table } from "../../src/report/report.ts";
import { hostileReport, plain, sample } from "./sample.ts";

const say = (blocks: Report["blocks"], width: number): string => sayHuman({ ...sample, blocks }, plain, width);

describe("for a person", () => {
  test("at 80 columns", () => {
    expect(sayHuman(sample, plain, 80)).toMatchInlineSnapshot(`
      "support

      rule             in flight  new        what changes
      TOOL_RENAMED     breaking   safe       issue_refund is called refund_order now,
                                             and sessions that are open ask for a tool
                                             that is not there any more
      PROMPT_REWORDED  dangerous  dangerous  the system text says
                                             something else
      TOOL_ADDED       safe       safe       get_invoice

        You are the support agent of Acme.
        -  Refund at once.
        +  Ask before you refund, and never promise a date that you have not looked up in the order itself.

      - way out of TOOL_RENAMED: write \`aliases: [issue_refund]\`, so that the old name
        is answered as long as anybody uses it
      - a second item
        of two lines

      Tokens: 812 before and 1,204 after; every session that begins after the move
      pays for that, in each of its steps.

      ✘ 1 contract, 3 changes: breaking for sessions in flight
      "
    `);
  });

  test("at 200 columns", () => {
    expect(sayHuman(sample, plain, 200)).toMatchInlineSnapshot(`
      "support

      rule             in flight  new        what changes
      TOOL_RENAMED     breaking   safe       issue_refund is called refund_order now, and sessions that are open ask for a tool that is not there any more
      PROMPT_REWORDED  dangerous  dangerous  the system text says
                                             something else
      TOOL_ADDED       safe       safe       get_invoice

        You are the support agent of Acme.
        -  Refund at once.
        +  Ask before you refund, and never promise a date that you have not looked up in the order itself.

      - way out of TOOL_RENAMED: write \`aliases: [issue_refund]\`, so that the old name is answered as long as anybody uses it
      - a second item
        of two lines

      Tokens: 812 before and 1,204 after; every session that begins after the move pays for that, in each of its steps.

      ✘ 1 contract, 3 changes: breaking for sessions in flight
      "
    `);
  });

  test("with nothing to add, the verdict is all there is", () => {
    expect(say([], 80)).toBe("✘ 1 contract, 3 changes: breaking for sessions in flight\n");
  });
});

/** Lines that could have been broken at a space, and were not. */
function tooLong(text: string, width: number): readonly string[] {
  return text.split("\n").filter((line) => line.length > width && line.trim().includes(" "));
}

describe("the width", () => {
  const words = fc.array(fc.string({ minLength: 1, maxLength: 12, unit: "grapheme-ascii" }), { maxLength: 40 });
  const prose = words.map((list) => list.join(" ").replaceAll(/\s+/g, " ").trim());
  const widths = fc.integer({ min: 40, max: 200 });
  const body = (text: string): string => text.slice(0, text.lastIndexOf("\n\n✘"));

  test("is kept by text and lists, but for words that cannot be broken", () => {
    fc.assert(
      fc.property(prose, widths, (text, width) => {
        expect(tooLong(body(say([paragraph(text)], width)), width)).toEqual([]);
        const items = body(say([list([text, text])], width)).split("\n");
        expect(items.filter((line) => line.length > width && line.slice(2).trim().includes(" "))).toEqual([]);
      }),
    );
  });

  test("is kept by the last column of a table, and nothing is lost", () => {
    fc.assert(
      fc.property(prose, widths, (text, width) => {
        const said = body(say([table(["rule", "what"], [["TOOL_ADDED", text]])], width));
        const cells = said.split("\n").map((line) => line.slice(12));
        expect(cells.filter((cell) => cell.length > width - 12 && cell.includes(" "))).toEqual([]);
        // What a CI would take for a command is made inert.
        expect(cells.slice(1).join(" ").trim().replaceAll("\u200B", "")).toBe(text);
      }),
    );
  });

  test("is not kept by code, whose lines are what they are", () => {
    const line = "word ".repeat(40).trim();
    expect(say([code(line)], 80)).toContain(`  ${line}\n`);
  });

  test("is kept by the other columns of a table too", () => {
    expect(tooLong(say([table(["tool", "for"], [["some words ".repeat(20), "x"]])], 80), 80)).toEqual([]);
  });

  test("lines of a cell stay in their column", () => {
    const said = say([table(["tool", "for"], [["first\nsecond", "x"]])], 80);
    expect(said).toContain("tool    for\nfirst   x\nsecond\n");
  });

  test("is kept by the verdict", () => {
    expect(tooLong(sayHuman({ ...sample, blocks: [], verdict: "some words ".repeat(20) }, plain, 80), 80)).toEqual([]);
  });
});

test("colour is laid on last: without it, the text is the same", () => {
  const paint: Paint = (tone, text) => `\u001B[${tone.length}m${text}\u001B[0m`;
  const painted = sayHuman(sample, paint, 80);
  expect(painted).toContain("\u001B[");
  // eslint-disable-next-line no-control-regex -- escape codes are what this is about
  expect(painted.replaceAll(/\u001B\[\d+m/g, "")).toBe(sayHuman(sample, plain, 80));
});

describe("hostile text", () => {
  // eslint-disable-next-line no-control-regex -- control characters are what this is about
  const controls = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

  test("moves no cursor and turns no text around", () => {
    expect(sayHuman(hostileReport(), plain, 80)).not.toMatch(controls);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(sayHuman(hostileReport(text), plain, 80)).not.toMatch(controls);
      }),
    );
  });

  test("is no command to the CI that shows it", () => {
    const said = say(
      [heading("x"), paragraph("::error::boom"), code("::add-mask::x"), list(["a\n::stop-commands::x"])],
      80,
    );
    expect(said).not.toMatch(/^\s*::/m);
  });
});
