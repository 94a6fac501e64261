import { expect, test } from "vitest";
import { parseDuration, sayDuration } from "../../src/core/duration.ts";

test.each<[string, number | null]>([
  ["15s", 15],
  ["30m", 1_800],
  ["2h", 7_200],
  ["7d", 604_800],
  ["0s", 0],
  ["1.5h", 5_400],
  ["0.25s", 0.25],
  ["15", null],
  ["s", null],
  ["", null],
  ["15 s", null],
  [" 15s", null],
  ["15s\n", null],
  ["-15s", null],
  ["+15s", null],
  [".5s", null],
  ["5.s", null],
  ["1e3s", null],
  ["15S", null],
  ["15ms", null],
  ["1w", null],
  ["1h30m", null],
])("%j is %j seconds", (text, seconds) => expect(parseDuration(text)).toBe(seconds));

test.each<[number, string]>([
  [-5, "0 s"],
  [0, "0 s"],
  [89, "89 s"],
  [90, "2 min"],
  [3_600, "60 min"],
  [5_399, "90 min"],
  [5_400, "2 h"],
  [86_400, "24 h"],
  [129_599, "36 h"],
  [129_600, "2 days"],
  [604_800, "7 days"],
])("%d seconds are said as %s", (seconds, said) => expect(sayDuration(seconds)).toBe(said));
