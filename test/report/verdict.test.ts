import { describe, expect, test } from "vitest";
import { exitCodes, exitOfAnswer } from "../../src/report/exit.ts";
import { sayIn } from "../../src/report/formats/index.ts";
import type { Answer } from "../../src/report/report.ts";
import { plain, sample } from "./sample.ts";

/** What the same answer looks like in every format. */
const answers: readonly { answer: Answer; exit: number; human: string; markdown: string }[] = [
  { answer: "yes", exit: 0, human: "✔", markdown: "✅" },
  { answer: "no", exit: 1, human: "✘", markdown: "❌" },
  { answer: "unknown", exit: 3, human: "?", markdown: "⚠️" },
];

describe.each(answers)("$answer", ({ answer, exit, human, markdown }) => {
  const report = { ...sample, answer, verdict: "so it is" };

  test("has one exit code, which is in the table", () => {
    expect(exitOfAnswer(answer)).toBe(exit);
    expect(exitCodes.map(({ code }) => code)).toContain(exit);
  });

  test("is the last line for a person, and said once", async () => {
    const text = await sayIn("human", report, plain, 80);
    expect(text.split("\n").at(-2)).toBe(`${human} so it is`);
    expect(text.match(/^[✔✘?] /gmu)?.length).toBe(1);
  });

  test("is the first line in Markdown", async () => {
    expect((await sayIn("markdown", report, plain, 80)).split("\n")[0]).toBe(`**${markdown} so it is**`);
  });

  test("is a field in JSON, beside the exit code", async () => {
    expect(JSON.parse(await sayIn("json", report, plain, 80))).toMatchObject({ answer, exit, verdict: "so it is" });
  });
});
