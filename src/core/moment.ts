import { sayInstant } from "./instant.ts";

/** A time that a person names: a whole day of UTC, or an instant (then both ends are the same). */
export interface Moment {
  readonly from: Date;
  readonly until: Date;
  /** `on 2026-11-01`, `at 2026-11-01T15:30:00Z` */
  readonly says: string;
}

export type ReadMoment =
  | { readonly kind: "moment"; readonly moment: Moment }
  | { readonly kind: "wrong"; readonly why: string }
  /** The text does not speak of time at all. */
  | { readonly kind: "other" };

/** `2026-11-01`, `2026-11-01T15:30Z`, `today`, `yesterday`, `3 days ago`, `2 weeks ago`. Without a zone it is UTC. */
export function readMoment(text: string, now: Date): ReadMoment {
  const written = text.trim();
  const calendar = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?) ?(Z|[+-]\d\d:\d\d)?)?$/i.exec(written);
  const moment =
    calendar === null
      ? readAgo(written, now)
      : readCalendar(calendar[1] ?? "", calendar[2] ?? null, calendar[3] ?? "Z");
  if (moment === null)
    return calendar === null ? { kind: "other" } : { kind: "wrong", why: `there is no such time as ${written}` };
  return moment.from > now ? { kind: "wrong", why: `${written} has not come yet` } : { kind: "moment", moment };
}

const hour = 3_600_000;
const day = 24 * hour;

function readCalendar(date: string, time: string | null, zone: string): Moment | null {
  const start = new Date(`${date}T00:00:00Z`);
  // 30 February is 2 March to a computer.
  if (Number.isNaN(start.getTime()) || !start.toISOString().startsWith(date)) return null;
  if (time === null) return dayOf(start);
  const at = new Date(`${date}T${time}${zone.toUpperCase()}`);
  return Number.isNaN(at.getTime()) ? null : instant(at);
}

/** Days and longer mean the whole day: who says "3 days ago" does not mean this minute of it. */
function readAgo(written: string, now: Date): Moment | null {
  const words = written
    .toLowerCase()
    .split(/[\s._]+/)
    .join(" ");
  if (words === "now") return instant(now);
  if (words === "today") return dayOf(now);
  if (words === "yesterday") return dayOf(new Date(now.getTime() - day));
  const [, amount = "", unit = ""] = /^(\d{1,3}|an?|one) (minute|hour|day|week|month|year)s? ago$/.exec(words) ?? [];
  const many = /^\d/.test(amount) ? Number(amount) : 1;
  const back = (milliseconds: number): Date => new Date(now.getTime() - many * milliseconds);
  switch (unit) {
    case "minute":
      return instant(back(hour / 60));
    case "hour":
      return instant(back(hour));
    case "day":
      return dayOf(back(day));
    case "week":
      return dayOf(back(7 * day));
    case "month":
      return dayOf(monthsBefore(now, many));
    case "year":
      return dayOf(monthsBefore(now, 12 * many));
    default:
      return null;
  }
}

/** A month before 31 March is the last day of February. */
function monthsBefore(now: Date, months: number): Date {
  const month = now.getUTCMonth() - months;
  const last = new Date(Date.UTC(now.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(now.getUTCFullYear(), month, Math.min(now.getUTCDate(), last)));
}

function dayOf(at: Date): Moment {
  const from = new Date(Math.floor(at.getTime() / day) * day);
  return { from, until: new Date(from.getTime() + day - 1), says: `on ${from.toISOString().slice(0, 10)}` };
}

function instant(at: Date): Moment {
  return { from: at, until: at, says: `at ${sayInstant(at)}` };
}
