import type { Bundle } from "../../core/bundle/bundle.ts";
import { newCredentials } from "../../core/diff/credentials.ts";
import { type ContractDiff, diffContracts } from "../../core/diff/judge.ts";
import { changeRuleIds } from "../../core/lint/known-rules.ts";
import { weighChanges, withFindings } from "../../core/diff/weigh.ts";
import { sayDay } from "../../core/instant.ts";
import { applyWaivers } from "../../core/lint/apply-waivers.ts";
import { allTexts } from "../../core/tokens.ts";
import type { TokenCounter } from "../../world/tokenizer.ts";
import type { PolicyGround } from "./policy.ts";

// What a bundle changes for the sessions of another one. Loaded where two are compared: it is a third of the program.

/** As the rules weigh it. */
export async function changeBetween(
  { prepare, count }: TokenCounter,
  live: Bundle,
  bundle: Bundle,
): Promise<ContractDiff> {
  const [before, after] = [live.contract, bundle.contract];
  prepare([...allTexts(before), ...allTexts(after, before)]);
  const credentials = await newCredentials(before, after);
  return diffContracts(before, after, { count, credentials });
}

/** Severities and waivers are those of the default branch, as the rest of the policy is. */
export function weighed(change: ContractDiff, { severities, waivers }: PolicyGround, now: Date): ContractDiff {
  const diff = weighChanges(change, severities);
  const { remaining: findings } = applyWaivers(diff.findings, waivers, sayDay(now), changeRuleIds);
  return withFindings(diff, findings);
}
