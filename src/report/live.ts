import { promptId } from "../core/bundle/digest.ts";
import type { Pointer } from "../core/label/pointer.ts";
import { sayWeight } from "../core/label/policy.ts";
import { type Cell, toned } from "./report.ts";

/** What a label does for new sessions now, in a line. */
export function sayLive({ contract, label, current, ramp, halted, revoked }: Pointer): Cell {
  const withdrawn = new Set(revoked.map(({ bundle }) => bundle));
  const id = promptId(contract, current);
  const place = `${label} of ${contract}`;
  if (halted !== null) return toned("bad", `${place}: HALTED (${id}): ${halted.reason}`);
  if (withdrawn.has(current)) return toned("bad", `${place}: opens no session: ${id} is revoked`);
  const ramped =
    ramp === null || withdrawn.has(ramp.bundle)
      ? ""
      : `, and ${promptId(contract, ramp.bundle)} to ${sayWeight(ramp.weight)} of new sessions`;
  return `${place}: serves ${id}${ramped}`;
}
