import { expect, test } from "vitest";
import { Failure } from "../../src/core/failure.ts";
import { sayJson, sayJsonFailure } from "../../src/report/formats/json.ts";
import { hostile, hostileReport, sample } from "./sample.ts";

test("a report is one document, every field there", () => {
  expect(JSON.parse(sayJson(sample))).toEqual({
    format: "promptctl/report/1",
    command: "diff",
    answer: "no",
    exit: 1,
    verdict: "1 contract, 3 changes: breaking for sessions in flight",
    data: { severity: "breaking", findings: [{ rule: "TOOL_RENAMED" }], nothing: null },
    failure: null,
  });
});

test("its keys come in one order, and it ends with a line break", () => {
  const text = sayJson(sample);
  expect(Object.keys(JSON.parse(text))).toEqual(["format", "command", "answer", "exit", "verdict", "data", "failure"]);
  expect(text).toMatch(/^\{\n {2}"format".*\}\n$/s);
});

test("a failure has the same shape, and no answer", () => {
  const place = { file: "promptctl.yaml", line: 3, column: 1 };
  const finding = {
    rule: "SHAPE",
    level: "error",
    message: "no",
    hint: null,
    contract: null,
    path: [],
    place,
    frame: null,
    fingerprint: null,
  } as const;
  const failure = new Failure(
    "NOT_READY",
    { contract: "support", label: "prod", why: "no" },
    { place, findings: [finding] },
  );
  expect(JSON.parse(sayJsonFailure("promote", failure))).toEqual({
    format: "promptctl/report/1",
    command: "promote",
    answer: null,
    exit: 3,
    verdict: "no verified bundle of support on prod: no",
    data: null,
    failure: { code: "NOT_READY", message: failure.message, hint: failure.hint, place, findings: [finding] },
  });
});

test("hostile text is text, and nothing of it stands bare", () => {
  const text = sayJson(hostileReport());
  expect(JSON.parse(text).data).toEqual({ text: hostile });
  // eslint-disable-next-line no-control-regex -- control characters are what this is about
  expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F]/u);
  expect(sayJson({ ...sample, verdict: "x\n::error::boom" })).not.toMatch(/^\s*::/m);
});

test("no line of it is a command of the older form, and it says the same", () => {
  const said = "##[add-mask]x";
  const text = sayJson({ ...sample, verdict: said, data: { [said]: said } });
  expect(text).not.toContain("##[");
  expect(JSON.parse(text)).toMatchObject({ verdict: said, data: { [said]: said } });
});
