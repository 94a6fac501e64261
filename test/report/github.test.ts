import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Failure } from "../../src/core/failure.ts";
import { sayGithub, sayGithubFailure } from "../../src/report/formats/github.ts";
import type { Notice } from "../../src/report/report.ts";
import { hostile, sample } from "./sample.ts";

const notice = (part: Partial<Notice> = {}): Notice => ({
  rule: "TOOL_RENAMED",
  level: "error",
  message: "the tool has another name",
  advice: null,
  place: { file: "prompts/support/contract.yaml", line: 14, column: 5 },
  fingerprint: null,
  help: null,
  ...part,
});
const say = (notices: readonly Notice[], verdict = "so it is"): readonly string[] =>
  sayGithub({ ...sample, notices, verdict })
    .slice(0, -1)
    .split("\n");

/** What the runner of GitHub makes of a line: https://github.com/actions/runner, ActionCommand.cs. */
function commandIn(line: string): { readonly name: string; readonly properties: object; readonly data: string } | null {
  const [, name = "", given = "", data = ""] = /^\s*::([\w-]+)(?: ([^:]*))?::(.*)$/s.exec(line) ?? [];
  if (name === "") return null;
  const unescape = (text: string): string =>
    text
      .replaceAll("%0D", "\r")
      .replaceAll("%0A", "\n")
      .replaceAll("%3A", ":")
      .replaceAll("%2C", ",")
      .replaceAll("%25", "%");
  const properties = given.split(",").map((pair) => {
    const [key = "", ...value] = pair.split("=");
    return [key, unescape(value.join("="))];
  });
  return { name, properties: Object.fromEntries(properties), data: unescape(data) };
}

test("an annotation is one line, at the place of what it is about", () => {
  const [line = ""] = say([notice({ advice: "keep the old name" })]);
  expect(line).toBe(
    "::error title=TOOL_RENAMED,file=prompts/support/contract.yaml,line=14,col=5::the tool has another name%0A→ keep the old name",
  );
});

test("without a place it says so of the whole", () => {
  expect(say([notice({ place: null })])[0]).toBe("::error title=TOOL_RENAMED::the tool has another name");
});

test("is escaped as the runner reads it", () => {
  const file = "a:b,c%d/e.yaml";
  const [line = ""] = say([notice({ message: "100 %, a:b\nc%0A", place: { file, line: 1, column: 1 } })]);
  expect(line).toContain("file=a%3Ab%2Cc%25d/e.yaml,line=1,col=1::100 %25, a:b%0Ac%250A");
  expect(commandIn(line)).toEqual({
    name: "error",
    properties: { title: "TOOL_RENAMED", file, line: "1", col: "1" },
    data: "100 %, a:b\nc%0A",
  });
});

test("ten at most, the most severe first, and how many others there are", () => {
  const lines = say([
    ...Array.from({ length: 8 }, () => notice({ level: "warning" })),
    ...Array.from({ length: 4 }, () => notice({ level: "error" })),
    notice({ level: "note" }),
  ]);
  const names = lines.map((line) => commandIn(line)?.name);
  expect(names.slice(0, 10)).toEqual([
    ...Array.from({ length: 4 }, () => "error"),
    ...Array.from({ length: 6 }, () => "warning"),
  ]);
  expect(lines.slice(10)).toEqual([
    "and 2 warnings more, which GitHub would not show: --format json holds them all",
    "so it is",
  ]);
});

test("is not a page long", () => {
  const [line = ""] = say([notice({ message: "x".repeat(100_000) })]);
  expect(line.length).toBeLessThan(2_200);
});

test("a report without such things has its verdict", () => {
  expect(sayGithub({ ...sample, verdict: "so it is" })).toBe("so it is\n");
});

describe("hostile text", () => {
  const piece = fc.constantFrom(
    ..."::,=%\r\n ".split(""),
    "::error::x",
    "##[add-mask]y",
    "%0A",
    "::stop-commands::z",
    "a",
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join("")),
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.constant(hostile),
  );

  test("is no other command than the one that we give", () => {
    fc.assert(
      fc.property(text, (said) => {
        const place = { file: said, line: 1, column: 1 };
        const lines = say([notice({ message: said, advice: said, place })], said);
        expect(lines).toHaveLength(2);
        const [annotation = "", verdict = ""] = lines;
        expect(commandIn(annotation)).toMatchObject({
          name: "error",
          properties: { title: "TOOL_RENAMED", line: "1" },
        });
        expect(commandIn(verdict)).toBe(null);
        expect(verdict).not.toContain("##[");
      }),
      { numRuns: 500 },
    );
  });
});

test("a failure is an annotation too, with what it found", () => {
  const place = { file: "promptctl.yaml", line: 3, column: 1 };
  const finding = { ...notice(), level: "warning", hint: null, contract: null, path: [], frame: null } as const;
  const failure = new Failure(
    "NOT_READY",
    { contract: "support", label: "prod", why: "no" },
    { place, findings: [finding] },
  );
  const [first = "", second = "", ...rest] = sayGithubFailure(failure).trimEnd().split("\n");
  expect(commandIn(first)).toMatchObject({ name: "error", properties: { title: "promptctl", file: "promptctl.yaml" } });
  expect(commandIn(first)?.data).toContain(failure.message);
  expect(commandIn(second)).toMatchObject({ name: "warning", data: "the tool has another name" });
  expect(rest).toEqual([]);
});
