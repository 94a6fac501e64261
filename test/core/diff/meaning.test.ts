import { describe, expect, test } from "vitest";
import { meaningChanges } from "../../../src/core/diff/text/meaning.ts";

describe("a description that speaks of something else", () => {
  test.each([
    ["The amount in cents.", "The amount in euros.", "unit of money", "cents", "euros"],
    ["How long to wait, in seconds.", "How long to wait, in milliseconds.", "unit of time", "seconds", "milliseconds"],
    ["When, in UTC.", "When, in the customer's time zone.", "time zone", "UTC", "local time"],
    ["A date as DD/MM/YYYY.", "A date as MM/DD/YYYY.", "way of writing times", "day/month/year", "month/day/year"],
    ["Line to start at (0-based).", "Line to start at (1-based).", "first position", "0", "1"],
    ["An absolute path.", "A path relative to the root.", "kind of path", "absolute", "relative"],
    ["The customer's email address.", "The customer's user name.", "kind of id", "an email address", "a user name"],
    ["At most 50 rows.", "At most 100 rows.", "number", "50", "100"],
  ])("%s → %s", (before, after, of, was, is) => {
    expect(meaningChanges(before, after)).toEqual([{ of, was, is }]);
  });

  test.each([
    ["The amount.", "The amount in cents."],
    ["The amount in cents.", "How much, in cents."],
    ["In seconds.", "In seconds, not in milliseconds."],
    ["An order, e.g. 1234.", "An order, e.g. 5678."],
    ["See step 2.", "See step 3."],
    ["", "In cents."],
  ])("%s → %s only has other words", (before, after) => {
    expect(meaningChanges(before, after)).toEqual([]);
  });
});
