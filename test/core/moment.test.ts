import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readMoment } from "../../src/core/moment.ts";

const now = new Date("2026-03-31T15:30:20.500Z");
const endOf = (date: string): string => `${date}T23:59:59.999Z`;

describe("a time that a person names", () => {
  test.each([
    ["2026-03-01", "2026-03-01T00:00:00.000Z", endOf("2026-03-01"), "on 2026-03-01"],
    [" 2024-02-29 ", "2024-02-29T00:00:00.000Z", endOf("2024-02-29"), "on 2024-02-29"],
    ["2026-03-31", "2026-03-31T00:00:00.000Z", endOf("2026-03-31"), "on 2026-03-31"],
    ["2026-03-01T15:30", "2026-03-01T15:30:00.000Z", "2026-03-01T15:30:00.000Z", "at 2026-03-01T15:30:00Z"],
    ["2026-03-01 15:30:10Z", "2026-03-01T15:30:10.000Z", "2026-03-01T15:30:10.000Z", "at 2026-03-01T15:30:10Z"],
    ["2026-03-01t15:30+02:00", "2026-03-01T13:30:00.000Z", "2026-03-01T13:30:00.000Z", "at 2026-03-01T13:30:00Z"],
    ["today", "2026-03-31T00:00:00.000Z", endOf("2026-03-31"), "on 2026-03-31"],
    ["Yesterday", "2026-03-30T00:00:00.000Z", endOf("2026-03-30"), "on 2026-03-30"],
    ["3 days ago", "2026-03-28T00:00:00.000Z", endOf("2026-03-28"), "on 2026-03-28"],
    ["3.days.ago", "2026-03-28T00:00:00.000Z", endOf("2026-03-28"), "on 2026-03-28"],
    ["a week ago", "2026-03-24T00:00:00.000Z", endOf("2026-03-24"), "on 2026-03-24"],
    ["2  weeks ago", "2026-03-17T00:00:00.000Z", endOf("2026-03-17"), "on 2026-03-17"],
    ["1 month ago", "2026-02-28T00:00:00.000Z", endOf("2026-02-28"), "on 2026-02-28"],
    ["2 years ago", "2024-03-31T00:00:00.000Z", endOf("2024-03-31"), "on 2024-03-31"],
    ["an hour ago", "2026-03-31T14:30:20.500Z", "2026-03-31T14:30:20.500Z", "at 2026-03-31T14:30:20Z"],
    ["90 minutes ago", "2026-03-31T14:00:20.500Z", "2026-03-31T14:00:20.500Z", "at 2026-03-31T14:00:20Z"],
    ["now", now.toISOString(), now.toISOString(), "at 2026-03-31T15:30:20Z"],
  ])("%s", (text, from, until, says) => {
    const read = readMoment(text, now);
    expect(read).toEqual({ kind: "moment", moment: { from: new Date(from), until: new Date(until), says } });
  });

  test.each(["2026-02-30", "2026-13-01", "2026-00-10", "2026-03-01T25:00", "2026-03-01T10:00+99:00"])(
    "%s is no time",
    (text) => expect(readMoment(text, now)).toMatchObject({ kind: "wrong", why: expect.stringContaining(text) }),
  );

  test.each(["2026-04-01", "2027-01-01", "2026-03-31T15:31Z"])("%s has not come yet", (text) =>
    expect(readMoment(text, now)).toEqual({ kind: "wrong", why: `${text} has not come yet` }),
  );

  test.each(["main", "HEAD~3", "v1.2", "20260301", "2026-3-1", "3 days", "days ago", "-3 days ago", "in 3 days", ""])(
    "%j is something else",
    (text) => expect(readMoment(text, now)).toEqual({ kind: "other" }),
  );

  test("any text at all is read, and no moment begins after now", () => {
    const piece = fc.constantFrom("2026", "-", "03", "31", "T", ":", "Z", "3", " ", "days", "years", "ago", "999");
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((pieces) => pieces.join("")),
        ),
        (text) => {
          const read = readMoment(text, now);
          if (read.kind === "moment") expect(read.moment.from.getTime()).toBeLessThanOrEqual(now.getTime());
        },
      ),
    );
  });
});
