import { expect, test } from "vitest";
import { comparePlace } from "../../../src/core/label/ahead.ts";
import type { Pointer } from "../../../src/core/label/pointer.ts";
import { digest, pointer } from "./pointers.ts";

const branch = new Map([["support", new Map([["prod", pointer({ serial: 5 })]])]]);
const well = { ahead: [], foreign: [] };

function compared(part: Partial<Pointer>, of: ReadonlyMap<string, ReadonlyMap<string, Pointer>> = branch) {
  return comparePlace(of, [pointer(part)], (_contract, label) => label === "broken");
}

test.each([
  ["the same", { serial: 5 }, well],
  ["behind", { serial: 4, current: digest("b") }, well],
  [
    "a higher serial",
    { serial: 6 },
    { ahead: [{ contract: "support", label: "prod", there: 6, here: 5 }], foreign: [] },
  ],
  [
    "the same serial for something else",
    { serial: 5, current: digest("b") },
    { ahead: [{ contract: "support", label: "prod", there: 5, here: 5 }], foreign: [] },
  ],
  [
    "a label that the branch does not have",
    { label: "canary" },
    { ahead: [{ contract: "support", label: "canary", there: 1, here: null }], foreign: [] },
  ],
  ["a pointer that cannot be read on the branch", { label: "broken", serial: 9 }, well],
  ["a contract of somebody else", { contract: "sales" }, { ahead: [], foreign: ["sales"] }],
])("%s", (_name, part: Partial<Pointer>, expected) => {
  expect(compared(part)).toEqual(expected);
});

test("of a branch that is gone every pointer is ahead", () => {
  expect(compared({ contract: "sales" }, new Map()).ahead).toEqual([
    { contract: "sales", label: "prod", there: 1, here: null },
  ]);
});
