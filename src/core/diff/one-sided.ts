import type { Contract } from "../contract/contract.ts";
import { count, someOf } from "../text.ts";
import { worstOf } from "../severity.ts";
import type { Tokenizer } from "../tokens.ts";
import { changeFinding, type ContractDiff } from "./judge.ts";
import { type Judgement, type Rule, severity } from "./rule.ts";
import { tokenChange } from "./tokens.ts";

/** A rule about a contract that is there on one side only: there is nothing to compare. */
export interface OneSidedRule extends Pick<Rule, "id" | "purpose" | "incident"> {
  judge(contract: Contract): Pick<Judgement, "message" | "severity" | "wayOut">;
}

const contractAdded: OneSidedRule = {
  id: "CONTRACT_ADDED",
  purpose: "A contract is new: there is nothing to compare it with, and nobody uses it yet.",
  incident: "The first run of a check failed because there was no base, and the check was turned off.",
  judge: ({ tools, guardrails }) => ({
    message: `this contract is new, with ${count(tools.length, "tool")} and ${count(guardrails.length, "guardrail")}: there is nothing to compare it with`,
    severity: severity("safe", "safe", "safe"),
  }),
};

const baselineMissing: OneSidedRule = {
  id: "BASELINE_MISSING",
  purpose:
    "What a contract was before cannot be read: there is nothing to compare it with, and nothing can have run on it.",
  incident: "The change that mended a broken file was refused, because the file that it mended was broken.",
  judge: () => ({
    message: "what this contract was before cannot be read, so there is nothing to compare it with",
    severity: severity("safe", "safe", "safe"),
  }),
};

const contractRemoved: OneSidedRule = {
  id: "CONTRACT_REMOVED",
  purpose: "A contract is gone: what its labels serve they go on serving, and nobody changes it any more.",
  incident: "An agent that everybody thought was gone answered customers for a year.",
  judge: ({ name, tools }) => ({
    message: `this contract is gone${
      tools.length === 0
        ? ""
        : ` (it had ${someOf(
            tools.map((tool) => tool.name),
            5,
          )})`
    }; its labels go on serving what they serve`,
    severity: severity("safe", "dangerous", "dangerous"),
    wayOut: `if it only has another name, write \`renamed_from: ${name}\` in the new one`,
  }),
};

export const oneSidedRules: readonly OneSidedRule[] = [contractAdded, baselineMissing, contractRemoved];

export function diffAdded(contract: Contract, counter: Tokenizer): ContractDiff {
  return oneSided(contractAdded, contract, tokenChange(null, contract, counter));
}

/** A contract whose former files cannot be read. */
export function diffUnread(contract: Contract, counter: Tokenizer): ContractDiff {
  return oneSided(baselineMissing, contract, tokenChange(null, contract, counter));
}

export function diffRemoved(contract: Contract, counter: Tokenizer): ContractDiff {
  return oneSided(contractRemoved, contract, tokenChange(contract, null, counter));
}

function oneSided(rule: OneSidedRule, contract: Contract, tokens: ContractDiff["tokens"]): ContractDiff {
  const finding = changeFinding(rule, contract.name, { path: [], claims: [], ...rule.judge(contract) });
  return { contract: contract.name, changes: [], findings: [finding], severity: worstOf(finding.severity), tokens };
}
