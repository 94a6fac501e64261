import { expect, test } from "vitest";
import { lastWindow, readWindow } from "../../../src/core/analysis/named-window.ts";

const now = new Date("2026-11-22T12:00:00Z");
const day = 86_400;

test.each([
  ["last-week", "2026-11-14T12:00:00Z", "2026-11-15T12:00:00Z", "last week"],
  ["last day", "2026-11-20T12:00:00Z", "2026-11-21T12:00:00Z", "last day"],
  ["last-month", "2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z", "last month"],
  ["yesterday", "2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z", "on 2026-11-21"],
  ["2026-11-01", "2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z", "on 2026-11-01"],
  ["2026-11-01..2026-11-03", "2026-11-01T00:00:00Z", "2026-11-04T00:00:00Z", "2026-11-01..2026-11-03"],
  [
    "2026-11-01T10:00Z..2026-11-01T11:00Z",
    "2026-11-01T10:00:00Z",
    "2026-11-01T11:00:00Z",
    "2026-11-01T10:00Z..2026-11-01T11:00Z",
  ],
])("%s", (text, from, until, says) => {
  expect(readWindow(text, day, now)).toEqual({ kind: "window", window: { from, until, says } });
});

test.each([
  ["prod", "other"],
  ["support@1a2b3c4d5e6f", "other"],
  ["sha256:aa..bb", "other"],
  ["2026-13-01", "wrong"],
  ["2027-01-01", "wrong"],
  ["2026-11-03..2026-11-01", "wrong"],
  ["2026-11-01..2027-01-01", "wrong"],
  ["now", "wrong"],
])("%s is %s", (text, kind) => {
  expect(readWindow(text, day, now)).toMatchObject({ kind });
});

test("the time up to now", () => {
  expect(lastWindow(day, now)).toEqual({
    from: "2026-11-21T12:00:00Z",
    until: "2026-11-22T12:00:00Z",
    says: "the last 24 h",
  });
});
