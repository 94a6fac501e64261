import type { Bundle } from "../../core/bundle/bundle.ts";
import { promptId } from "../../core/bundle/digest.ts";
import type { Pin } from "../pin.ts";

/** What everybody has to pass on: "at least 64 list-members", "8192 bytes or less". https://www.w3.org/TR/baggage/#limits */
const most = { members: 64, bytes: 8_192 } as const;

/**
 * The value of a `baggage` header: what came in, without what it said of us, and our own members behind it. Beyond the
 * limits ours give way, one after the other: what others wrote is not ours to drop.
 */
export function baggageOf({ contract, digest }: Bundle, { label, variant }: Pin, incoming: string): string {
  const given = incoming
    .split(",")
    .map((member) => member.trim())
    .filter((member) => member !== "" && !/^promptctl\.[a-z_]+\s*=/.test(member));
  const ours = Object.entries({
    "promptctl.prompt_id": promptId(contract.name, digest),
    "promptctl.label": label,
    "promptctl.variant": variant,
  }).map(([key, value]) => `${key}=${encodeValue(value)}`);
  return ours.reduce<readonly string[]>(addWithin, given).join(",");
}

function addWithin(members: readonly string[], member: string): readonly string[] {
  const next = [...members, member];
  const fits = next.length <= most.members && new TextEncoder().encode(next.join(",")).length <= most.bytes;
  return fits ? next : members;
}

/** Percent-encoded UTF-8: every character outside of `baggage-octet`, and the percent sign itself. */
function encodeValue(value: string): string {
  return encodeURIComponent(value).replaceAll(/%(?:40|3A|2F)/g, (code) => decodeURIComponent(code));
}
