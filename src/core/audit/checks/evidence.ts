import { evidencePathParts } from "../../label/evidence.ts";
import { isAbout } from "../../label/evidence-gap.ts";
import type { Check, Flaw } from "../check.ts";

export const evidence: Check = {
  name: "evidence",
  proves: "every stored result is about the bundle, the kind and the golden tasks that its path names",
  find: (inventory) =>
    [...inventory.evidence].flatMap(([where, statement]): readonly Flaw[] => {
      const named = evidencePathParts(where);
      if (statement === null) return [{ where, says: "this is no test result of in-toto", when: "now" }];
      if (named !== null && isAbout(statement, named)) return [];
      return [{ where, says: "what it says is about another bundle, or about other golden tasks", when: "now" }];
    }),
};
