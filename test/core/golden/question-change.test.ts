import { expect, test } from "vitest";
import type { ModelRequest } from "../../../src/core/golden/exchange.ts";
import { judgeRequest, questionChange } from "../../../src/core/golden/rubric/request.ts";

const model = { provider: "openai", name: "judge-1" };

function asked(rubric: string, text: string, turns: readonly string[] = ["Where is it?"]): ModelRequest {
  return judgeRequest({ rubric, text } as Parameters<typeof judgeRequest>[0], model, turns, 0);
}

const recorded = [asked("is polite", "It is on its way."), asked("names the day", "It is on its way.")];

test.each([
  ["another rubric", asked("is kind", "It is on its way."), 'the rubric "is kind"'],
  ["another answer", asked("is polite", "It is lost."), "the answer that is judged"],
  [
    "another question",
    asked("is polite", "It is on its way.", ["Where?"]),
    "what the judge is told of the conversation",
  ],
])("%s makes what a judge said stale", (_name, now, said) => {
  const before = recorded.map(({ messages }) => messages);
  expect(questionChange(before, now)).toBe(said);
});

test("what is no question says nothing", () => {
  expect(questionChange([], asked("is polite", "It is lost."))).toBeNull();
});
