import type { ChangeFinding } from "../../../core/diff/judge.ts";
import { changeRuleIds } from "../../../core/lint/known-rules.ts";
import type { Finding } from "../../../core/finding.ts";
import { applyWaivers, waiverUnused, type Waived } from "../../../core/lint/apply-waivers.ts";
import type { WaiverItem } from "../../../core/lint/waivers.ts";
import { waiversOf } from "../waivers.ts";
import type { Side, TreeSide } from "./side.ts";

/**
 * Findings without those that somebody lives with. Waivers are those of the new side, reviewed with it. One that
 * covers nothing is told in the change that brings it: later it has done its work, and its change is no change any more.
 *
 * @param standing where waivers are where the new side has no files
 */
export async function waiveChanges(
  findings: readonly ChangeFinding[],
  { base, head, standing }: { readonly base: Side; readonly head: Side; readonly standing: TreeSide },
  today: string,
): Promise<Waived<ChangeFinding>> {
  const own = await waiversOf(head.kind === "tree" ? head : standing);
  const applied = applyWaivers(findings, own, today, changeRuleIds);
  const isUnused = ({ rule }: Finding): boolean => rule === waiverUnused.id;
  const former = base.kind === "tree" && applied.findings.some(isUnused) ? (await waiversOf(base)).waivers : [];
  const isNew = (finding: Finding): boolean =>
    !isUnused(finding) ||
    !former.some((waiver) =>
      isSame(
        waiver,
        own.waivers.find((one) => one.at === finding.path[0]),
      ),
    );
  return { ...applied, findings: [...own.findings, ...applied.findings.filter(isNew)] };
}

function isSame(waiver: WaiverItem, other: WaiverItem | undefined): boolean {
  return other !== undefined && waiver.rule === other.rule && waiver.fingerprint === other.fingerprint;
}
