import { lintContract } from "../contract/lint.ts";
import { contractLaws } from "../contract/rules/index.ts";
import type { Finding } from "../finding.ts";
import { askAcrossFiles, type ReadContracts } from "./project-rule.ts";
import { projectLaws } from "./project-rules/index.ts";

/** What makes contracts invalid, beside what is wrong with the shape of their files: nothing is built against it. */
export function judgeLaws(contracts: ReadContracts): readonly Finding[] {
  return [
    ...contracts.drafts.flatMap((draft) => lintContract(draft, contractLaws)),
    ...askAcrossFiles(contracts, projectLaws),
  ];
}
