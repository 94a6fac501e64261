import type { Review } from "../../../core/diff/review.ts";
import { Failure } from "../../../core/failure.ts";
import { type Audience, audiences, exceeds, type SeverityLevel } from "../../../core/severity.ts";
import { sayList } from "../../../core/text.ts";

/** From which severity on each audience objects; `null` never does. */
export type Limits = Readonly<Record<Audience, SeverityLevel | null>>;

/** `breaking`, or for each audience: `in-flight=breaking,downstream=dangerous`. */
export function readFailOn(failOn: string | null): Limits | null {
  if (failOn === null) return null;
  const entries = failOn.split(",").map((part): readonly [readonly Audience[], SeverityLevel | null] => {
    const [name, level] = part.includes("=") ? part.split("=", 2).map((word) => word.trim()) : [null, part.trim()];
    const audience = name === null ? null : audiences.find((one) => audienceNames[one] === name);
    const known = level === "never" ? null : levels.find((one) => one === level);
    if (audience === undefined || known === undefined) {
      throw new Failure("USAGE", {
        message: `--fail-on takes breaking, dangerous or never, also for one audience, not '${part}'`,
        hint: `audiences are ${sayList(Object.values(audienceNames))}: --fail-on in-flight=breaking,downstream=dangerous`,
      });
    }
    return [audience === null ? audiences : [audience], known];
  });
  const none: Limits = { inFlight: null, newSessions: null, downstream: null };
  return entries.reduce<Limits>(
    (limits, [names, level]) => ({ ...limits, ...Object.fromEntries(names.map((name) => [name, level])) }),
    none,
  );
}

const levels = ["dangerous", "breaking"] as const;
const audienceNames = { inFlight: "in-flight", newSessions: "new", downstream: "downstream" } as const;

/** What cannot be read cannot be proven safe. */
export function isObjected({ contracts, unreadable, faults }: Review, limits: Limits | null): boolean {
  if (limits === null || audiences.every((audience) => limits[audience] === null)) return false;
  if (unreadable.length > 0 || faults.length > 0) return true;
  return contracts.some(({ diff: { findings } }) =>
    findings.some(({ severity }) =>
      audiences.some((audience) => {
        const limit = limits[audience];
        return limit !== null && !exceeds(limit, severity[audience]);
      }),
    ),
  );
}
