import type { GateAbout, GatePart } from "./part.ts";

/** Whether there is anything that somebody has to read: files may change without a change of meaning. */
export function isChanged({ policy, waivers, isSame }: GateAbout, parts: readonly GatePart[]): boolean {
  if (policy.length + waivers.length > 0) return true;
  if (isSame) return parts.some(({ report }) => report.answer !== "yes");
  return parts.some(
    ({ report: { answer, data } }) => answer !== "yes" || hasAny(data["contracts"]) || hasAny(data["tasks"]),
  );
}

function hasAny(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}
