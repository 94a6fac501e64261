import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sayMarkdown } from "../../src/report/formats/markdown.ts";
import { type Block, code, heading, list, paragraph, table } from "../../src/report/report.ts";
import { hostile, hostileReport, sample } from "./sample.ts";

test("for a pull request", () => {
  expect(sayMarkdown(sample)).toMatchInlineSnapshot(`
    "**❌ 1 contract, 3 changes: breaking for sessions in flight**

    ### support

    | rule | in flight | new | what changes |
    | --- | --- | --- | --- |
    | TOOL\\_RENAMED | breaking | safe | issue\\_refund is called refund\\_order now, and sessions that are open ask for a tool that is not there any more |
    | PROMPT\\_REWORDED | dangerous | dangerous | the system text says<br>something else |
    | TOOL\\_ADDED | safe | safe | get\\_invoice |

    \`\`\`
    You are the support agent of Acme.
    -  Refund at once.
    +  Ask before you refund, and never promise a date that you have not looked up in the order itself.
    \`\`\`

    - way out of TOOL\\_RENAMED: write \\\`aliases: \\[issue\\_refund\\]\\\`, so that the old name is answered as long as anybody uses it
    - a second item
      of two lines

    Tokens: 812 before and 1,204 after; every session that begins after the move pays for that, in each of its steps.
    "
  `);
});

/** What one block becomes, without the verdict. */
function say(block: Block): string {
  return sayMarkdown({ ...sample, blocks: [block] })
    .split("\n")
    .slice(2)
    .join("\n")
    .trimEnd();
}

/** The text without what is escaped, and without what stands in code. */
function active(markdown: string): string {
  return markdown.replaceAll(/^(`{3,})\n[\s\S]*?\n\1$/gm, "").replaceAll(/\\[!-/:-@[-`{-~]/g, "");
}

const blocks: readonly (readonly [string, (text: string) => Block])[] = [
  ["a paragraph", paragraph],
  ["a list", (text) => list([text, "next"])],
  ["a cell", (text) => table(["a", "b"], [["x", text]])],
  ["a heading", heading],
];

describe.each(blocks)("hostile text in %s", (_name, block) => {
  test("is no HTML, no link, no image, no emphasis, no code", () => {
    const text = active(say(block(hostile))).replaceAll("<br>", "");
    expect(text).not.toMatch(/[<>`*_~[\]]/);
  });

  test("mentions nobody and no issue", () => {
    expect(say(block("@octocat (@org/team) #123 [#4]"))).not.toMatch(/[@#][\w\d]/);
  });

  test("mentions no issue of another repository", () => {
    expect(say(block("owner/repo#9"))).not.toContain("repo#9");
  });

  test("mentions no issue by its other name", () => {
    expect(say(block("GH-123"))).not.toContain("GH-123");
  });

  test("hides nothing in entities", () => {
    expect(active(say(block("&commat;octocat &lt;b&gt; &num;123")))).not.toMatch(/&(?:commat|lt|num);/);
  });

  test("holds no terminal control", () => {
    // eslint-disable-next-line no-control-regex -- control characters are what this is about
    expect(say(block(hostile))).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E]/u);
  });
});

describe.each(blocks.slice(0, 2))("lines of hostile text in %s", (_name, block) => {
  const linesOf = (line: string): readonly string[] =>
    say(block(`text\n${line}\nmore`))
      .split("\n")
      .map((said) => said.trim());

  test.each(["- task", "- [ ] task", "+ task", "* task", "> quote", "***", "___", "```", "~~~", "|a|b|"])(
    "%j is text",
    (line) => expect(linesOf(line)).not.toContain(line),
  );

  test.each(["# Heading", "###### Heading", "===", "---", "1) task"])("%j is text too", (line) => {
    expect(linesOf(line)).not.toContain(line);
  });

  test("a numbered line is shown as it is", () => {
    expect(linesOf("1. task")).toContain("1\\. task");
  });

  test.each(["::error::boom", "  ::add-mask::x"])("%j is no command to the CI that shows it", (line) => {
    expect(linesOf(line)).not.toContain(line.trim());
  });
});

describe("tables", () => {
  test("every row is one line with as many cells as there are columns", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 3 }), (texts) => {
        const cells = texts.map((text) => text.replaceAll("\r", ""));
        const rows = say(
          table(
            cells.map(() => "column"),
            [cells],
          ),
        ).split("\n");
        expect(rows.length).toBe(3);
        for (const row of rows) expect(row.replaceAll(/\\./g, "").split("|").length).toBe(cells.length + 2);
      }),
    );
  });

  test("a carriage return does not end a row", () => {
    expect(say(table(["a"], [["x\rafter the table"]]))).not.toContain("\r");
  });

  test("a line break in the head of a column does not end the row", () => {
    expect(say(table(["a\nb"], [["x"]])).split("\n").length).toBe(3);
  });
});

describe("code", () => {
  test("cannot end its own fence", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("`", "```", "\n", "````", "~~~", "x", " ", "`````")), (parts) => {
        const lines = say(code(parts.join(""))).split("\n");
        const fence = lines[0] ?? "";
        expect(fence).toMatch(/^`{3,}$/);
        // Nothing inside is a fence of that length: the first that is ends the block.
        expect(lines.findIndex((line, index) => index > 0 && line.trim().startsWith(fence))).toBe(lines.length - 1);
      }),
    );
  });

  test("holds its text as it is", () => {
    const text = "<b>@octocat</b> #123 | `x`";
    expect(say(code(text))).toBe(`\`\`\`\n${text}\n\`\`\``);
  });
});

test("a hostile report has its verdict in its first line, and nothing escapes from it", () => {
  const [first = ""] = sayMarkdown(hostileReport()).split("\n");
  expect(first).toMatch(/^\*\*✅ .*\*\*$/u);
  expect(active(first.slice(2, -2))).not.toMatch(/[<>*`[\]]/);
});
