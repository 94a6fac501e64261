import type { Review } from "../../../core/diff/review.ts";
import type { Finding } from "../../../core/finding.ts";
import { isJsonArray, type JsonObject, textAt } from "../../../core/json.ts";
import type { Waiver } from "../../../core/lint/waivers.ts";
import type { GateAbout } from "../../../report/gate/part.ts";
import type { Side } from "../diff/side.ts";
import { waiversOf } from "../waivers.ts";

/**
 * What this change itself lets pass: whoever reviews it should see that first.
 *
 * @param checked what the report of `check` says
 */
export async function newWaivers(
  { contracts }: Review,
  checked: JsonObject,
  base: Side,
): Promise<GateAbout["waivers"]> {
  const before = base.kind === "tree" ? (await waiversOf(base)).waivers : [];
  // One that is extended lets pass again what its day would have ended.
  const keyOf = ({ rule, fingerprint, expires }: Waiver): string => JSON.stringify([rule, fingerprint, expires]);
  const known = new Set(before.map(keyOf));
  return [...contracts.flatMap(({ waived }) => waived), ...waivedIn(checked)]
    .filter(({ waiver }) => !known.has(keyOf(waiver)))
    .map(({ finding, waiver }) => ({ rule: finding.rule, message: finding.message, reason: waiver.reason }));
}

function waivedIn({ waived }: JsonObject): readonly { readonly finding: WaivedFinding; readonly waiver: Waiver }[] {
  return (isJsonArray(waived) ? waived : []).map((one) => {
    const text = (...path: readonly string[]): string => textAt(one, path) ?? "";
    const [rule, fingerprint] = [text("waiver", "rule"), text("waiver", "fingerprint")];
    const waiver = { rule, fingerprint, reason: text("waiver", "reason"), expires: text("waiver", "expires") };
    return { finding: { rule, message: text("message") }, waiver };
  });
}

type WaivedFinding = Pick<Finding, "rule" | "message">;
