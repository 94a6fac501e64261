import { expect, test } from "vitest";
import { limitsIn } from "../../../src/core/contract/limits.ts";

test.each<[string, readonly string[]]>([
  ["Answer in at most 3 sentences.", ["most 3 sentence"]],
  ["Use no more than three short sentences and up to 2 questions.", ["most 3 sentence", "most 2 question"]],
  ["A maximum of 5 tool calls; max. 4 web searches.", ["most 5 tool call", "most 4 search"]],
  ["Write at least 50 words, within 4 bullet points.", ["most 4 bullet", "least 50 word"]],
  ["Ask a single question. Up to a single question.", ["most 1 question"]],
  ['Say "at most 3 sentences" and `no more than 4 words`.', []],
  ["Refund at most 3 orders, in 5 sentences, after 2 words.", []],
  ["```\nat most 3 sentences\n```", []],
])("%s", (text, limits) => {
  expect(limitsIn(text).map(({ bound, number, noun }) => `${bound} ${number} ${noun}`)).toEqual(limits);
});

test.each<[string, readonly string[]]>([
  ["Keep your answers to at most 3 sentences, please.", []],
  ["Never write more: at most 3 sentences per reply.", []],
  ["A summary has at most 3 sentences.", ["summary", "has"]],
  ["In an emergency answer in at most 3 sentences.", ["emergency"]],
])("%s is about %j", (text, about) => {
  expect(limitsIn(text).map((limit) => limit.about)).toEqual([about]);
});

test("a limit knows where it stands", () => {
  const text = "Be kind.\n\n- Be brief. Answer in at most 3 sentences.";
  expect(limitsIn(text).map(({ offset }) => offset)).toEqual([text.indexOf("at most")]);
});

test.each<[string, string]>([
  ["blanks", `at most${" ".repeat(100_000)}3 sentences`],
  ["empty lines", `${"\n".repeat(100_000)}at most 3 words`],
  ["full stops", `${". ".repeat(50_000)}at most 3 words`],
])("%s without end are read in time", (_name, text) => {
  expect(() => limitsIn(text)).not.toThrow();
});
