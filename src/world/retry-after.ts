import type { IncomingHttpHeaders } from "node:http";

/**
 * How long a service asks to wait (RFC 9110, 10.2.3): seconds, or a date, which is compared with the
 * service's own clock.
 *
 * @returns seconds; `null` where it does not say, or nothing that can be read
 */
export function retryAfter({ "retry-after": after, date }: IncomingHttpHeaders): number | null {
  if (after === undefined) return null;
  if (/^\s*\d+(?:\.\d+)?\s*$/.test(after)) return Number(after);
  const [until, now] = [Date.parse(after), Date.parse(date ?? "")];
  return Number.isNaN(until) || Number.isNaN(now) ? null : Math.max(0, (until - now) / 1_000);
}
