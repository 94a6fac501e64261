import type { Check } from "../check.ts";

export const strangers: Check = {
  name: "strangers",
  proves: "nothing else lies among bundles, labels and evidence",
  find: (inventory) =>
    inventory.strangers.map((where) => ({
      where,
      says: "nobody wrote this with promptctl, and nobody reads it",
      when: "now",
    })),
};
