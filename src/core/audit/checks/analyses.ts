import { analysisPathParts } from "../../analysis/statement.ts";
import { hexOf } from "../../bundle/digest.ts";
import type { Check, Flaw } from "../check.ts";

export const analyses: Check = {
  name: "analyses",
  proves: "every stored analysis is about the two bundles that its path names",
  find: (inventory) =>
    [...inventory.analyses].flatMap(([where, said]): readonly Flaw[] => {
      const named = analysisPathParts(where);
      if (said === null) return [{ where, says: "this is no test result of in-toto", when: "now" }];
      if (named !== null && said.head === hexOf(named.head) && said.base === hexOf(named.base)) return [];
      return [{ where, says: "what it says is about other bundles", when: "now" }];
    }),
};
