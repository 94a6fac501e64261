import type { RuleCard } from "../../rule.ts";

/** Without its contract no other rule can say anything about a task, so this one is asked by the lint itself. */
export const goldenUnknownContract: RuleCard = {
  id: "GOLDEN_UNKNOWN_CONTRACT",
  level: "law",
  purpose: "A golden task is about a contract that exists: otherwise it proves nothing about anybody.",
  remedy: "Write the name of a contract of this repository behind `contract:`.",
};
