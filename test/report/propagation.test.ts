import { describe, expect, test } from "vitest";
import { containmentOf } from "../../src/core/label/containment.ts";
import {
  answerOfPropagation,
  type Measured,
  propagationBlocks,
  propagationData,
  propagationVerdict,
} from "../../src/report/propagation.ts";
import { pointer } from "../core/label/pointers.ts";

const issued = pointer({ serial: 43 });

/** Published after half a second, so 22 s are promised. */
function measured(
  seconds: readonly (number | null)[],
  part: Partial<Measured> = {},
  publish: number | null = 0.5,
): Measured {
  const containment = containmentOf([issued], publish);
  if (containment === null) throw new Error("one pointer has a worst case");
  const place = "https://agents.example.com";
  const caches = { control: null, age: null };
  const still = { reasons: [], places: ["live"], waited: 44.5, interrupted: false };
  return { place, pointer: issued, seconds, containment, caches, ...still, ...part };
}

describe("answer and verdict", () => {
  test.each<[string, Measured, string, string]>([
    [
      "all in time",
      measured([1, 21.96]),
      "yes",
      "prod of support reached all 2 clients in 22.0 s; 22.0 s were promised",
    ],
    ["one client", measured([1.001]), "yes", "prod of support reached the client in 1.1 s; 22.0 s were promised"],
    ["late", measured([1, 30]), "no", "prod of support took 30.0 s to reach 2 clients, and 22.0 s were promised"],
    ["never", measured([1, null]), "unknown", "1 of 2 clients never had serial 43 of prod of support, in 44.5 s"],
    [
      "stopped",
      measured([1, null], { interrupted: true }),
      "stopped",
      "interrupted: 1 of 2 clients had serial 43 of prod of support",
    ],
    [
      "not published from here",
      measured([300], { places: [] }, null),
      "yes",
      "prod of support reached the client in 300.0 s; nothing was promised: it is not published from here",
    ],
  ])("%s", (_name, result, answer, verdict) => {
    expect(answerOfPropagation(result)).toBe(answer);
    expect(propagationVerdict(result)).toBe(verdict);
  });
});

test("what is slower than promised is explained by what the server says about its answers", () => {
  const caches = { control: "max-age=60", age: 35 };
  const said = JSON.stringify(propagationBlocks(measured([1, 61], { caches })));
  expect(said).toContain("the server says cache-control: max-age=60 and an answer was 35 s old (age)");
  expect(JSON.stringify(propagationBlocks(measured([1, 20], { caches })))).not.toContain("max-age");
});

test("the number for the runbook, and what is served still", () => {
  const halted = { reason: "it leaks", at: "2026-11-19T08:00:00Z", by: "Ada" };
  const said = JSON.stringify(propagationBlocks(measured([13.21], { pointer: { ...issued, halted } })));
  expect(said).toContain("reaches who polls there in 13.3 s (measured), 22 s at worst");
  expect(said).toContain("prod of support: HALTED");
});

test("machines get every client", () => {
  expect(propagationData(measured([1, null], { reasons: ["it still gets serial 42"] }))).toMatchObject({
    serial: 43,
    clients: 2,
    arrived: 1,
    max: null,
    promised: 22,
    seconds: [1, null],
    late: ["it still gets serial 42"],
  });
});
