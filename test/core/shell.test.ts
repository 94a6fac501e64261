import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { shellWord } from "../../src/core/shell.ts";

const words = ["runs.jsonl", "a b", "it's", "$HOME", "`x`", "a\nb", "", "--run", "!", "*", '"', "\\", "é"];

test("a shell reads back what was meant", () => {
  const said = execFileSync("sh", ["-c", `printf '%s\\0' ${words.map(shellWord).join(" ")}`], { encoding: "utf8" });
  expect(said.split("\0").slice(0, -1)).toEqual(words);
});

test("a plain word stays plain", () => expect(shellWord("runs/a-1.jsonl")).toBe("runs/a-1.jsonl"));
