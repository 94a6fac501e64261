import { sayDuration } from "../duration.ts";
import { readMoment } from "../moment.ts";
import { sayInstant } from "../instant.ts";

/** A stretch of time. ISO; the end is not part of it. */
export interface Window {
  readonly from: string;
  readonly until: string;
  /** `last week`, `on 2026-11-01`, `the last 24 h` */
  readonly says: string;
}

export type ReadWindow =
  | { readonly kind: "window"; readonly window: Window }
  | { readonly kind: "wrong"; readonly why: string }
  /** The text does not speak of time at all. */
  | { readonly kind: "other" };

/** The time up to now. */
export function lastWindow(seconds: number, now: Date): Window {
  return windowOf(now.getTime() - seconds * 1_000, now.getTime(), `the last ${sayDuration(seconds)}`);
}

/**
 * `last-week` and `last-day`: as long a time as the one that is compared, so much earlier, so that hours of the day and
 * days of the week are the same. `yesterday`, `2026-11-01`, `3 days ago`: that whole day of UTC. `A..B`: from A to B.
 *
 * @param seconds how long the time is that it is compared with
 */
export function readWindow(text: string, seconds: number, now: Date): ReadWindow {
  const earlier = /^last[- ](day|week|month)$/i.exec(text.trim())?.[1]?.toLowerCase();
  if (earlier !== undefined) {
    const back = now.getTime() - (days[earlier] ?? 7) * 86_400_000;
    return { kind: "window", window: windowOf(back - seconds * 1_000, back, `last ${earlier}`) };
  }
  const [start = "", end] = text.split("..");
  const from = readMoment(start, now);
  const until = end === undefined ? from : readMoment(end, now);
  if (from.kind === "wrong" || (from.kind === "moment" && until.kind === "wrong")) {
    return { kind: "wrong", why: from.kind === "wrong" ? from.why : until.kind === "wrong" ? until.why : "" };
  }
  if (from.kind !== "moment" || until.kind !== "moment") return { kind: "other" };
  const [first, last] = [from.moment.from.getTime(), until.moment.until.getTime() + 1];
  if (last - first < 1_000) return { kind: "wrong", why: `${text} is no stretch of time` };
  return { kind: "window", window: windowOf(first, last, end === undefined ? from.moment.says : text) };
}

/** Four weeks: the days of the week are the same. */
const days: Readonly<Record<string, number>> = { day: 1, week: 7, month: 28 };

function windowOf(from: number, until: number, says: string): Window {
  return { from: sayInstant(new Date(from)), until: sayInstant(new Date(until)), says };
}
