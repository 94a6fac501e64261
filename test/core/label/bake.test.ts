import { expect, test } from "vitest";
import { bakesOf } from "../../../src/core/label/bake.ts";
import { policy } from "./pointers.ts";

const prod = policy({ label: "prod", from: "canary", bake: 1_800 });
const shelf = policy({ label: "shelf", from: "canary" });
const other = policy({ label: "other", from: "staging", bake: 60 });

test.each([
  ["not at all", 0, 1_800],
  ["half", 900, 900],
  ["to the second", 1_800, 0],
  ["longer than it has to", 9_000, 0],
])("a bundle that was served %s", (_, servedFor, left) => {
  expect(bakesOf([prod, shelf, other], "canary", servedFor)).toEqual([{ label: "prod", left }]);
});

test("nobody waits for a label that nobody takes from", () => {
  expect(bakesOf([prod, shelf, other], "prod", 0)).toEqual([]);
});
