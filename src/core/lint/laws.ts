import { lintContract } from "../contract/lint.ts";
import { contractLaws } from "../contract/rules/index.ts";
import type { Draft } from "../contract/read.ts";
import type { Finding } from "../finding.ts";
import { askAcrossFiles, type ReadContracts } from "./project-rule.ts";
import { sketchContract } from "./sketch.ts";
import { projectLaws } from "./project-rules/index.ts";

/** What makes contracts invalid, beside what is wrong with the shape of their files: nothing is built against it. */
export function judgeLaws(
  drafts: readonly Draft[],
  beside: Pick<ReadContracts, "unreadable" | "files">,
): readonly Finding[] {
  return [
    ...drafts.flatMap((draft) => lintContract(draft, contractLaws)),
    ...askAcrossFiles({ ...beside, contracts: drafts.map(sketchContract) }, projectLaws),
  ];
}
