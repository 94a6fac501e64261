import { Failure } from "../../core/failure.ts";
import { type Moment, readMoment } from "../../core/moment.ts";

/**
 * `--since 2026-11-01`, `--until '3 days ago'`.
 *
 * @throws Failure USAGE
 */
export function momentNamed(option: string, text: string, now: Date): Moment {
  const read = readMoment(text, now);
  if (read.kind === "moment") return read.moment;
  const why = read.kind === "wrong" ? read.why : `'${text}' is no time`;
  const hint = "write a day (2026-11-01), a time (2026-11-01T15:30Z) or something like '3 days ago'";
  throw new Failure("USAGE", { message: `${option}: ${why}`, hint });
}

/**
 * `--max`: how many to show.
 *
 * @throws Failure USAGE
 */
export function readMost(max: string | null, standard: number): number {
  if (max === null) return standard;
  const most = Number(max);
  if (Number.isInteger(most) && most >= 1) return most;
  throw new Failure("USAGE", { message: `--max takes a whole number from 1, not '${max}'` });
}
