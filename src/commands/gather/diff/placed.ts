import type { AuthoredContract } from "../../../core/contract/read.ts";
import type { ContractDiff } from "../../../core/diff/judge.ts";
import { firstPlace, placeOf } from "../../../core/diff/place.ts";
import type { SideGoldens } from "./read.ts";

/** Each finding with the line of the new side that speaks of it: in the files of the contract, or of its golden tasks. */
export function placed(diff: ContractDiff, authored: AuthoredContract | null, goldens: SideGoldens): ContractDiff {
  if (authored === null) return diff;
  const findings = diff.findings.map((finding) => {
    const [part, task, ...path] = finding.path;
    const place =
      part === "goldens" ? (goldens.placeOf(String(task), path) ?? firstPlace(authored)) : placeOf(finding, authored);
    return { ...finding, place };
  });
  return { ...diff, findings };
}
