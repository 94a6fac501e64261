import { oneSidedRules } from "./one-sided.ts";
import { rules } from "./rules/index.ts";

/** What a waiver of a change can name. */
export const changeRuleIds: ReadonlySet<string> = new Set([...oneSidedRules, ...rules].map(({ id }) => id));
