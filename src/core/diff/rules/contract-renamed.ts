import { isExactly } from "../change.ts";
import { type Rule, severity } from "../rule.ts";

export const contractRenamed: Rule = {
  id: "CONTRACT_RENAMED",
  purpose: "The contract has another name: labels, evidence and pins of the old name stay with the old name.",
  incident:
    "A contract was renamed in a clean-up; production asked for the old name, and was served the last release of it for weeks.",
  judge: ({ before, after, changes }) =>
    changes
      .filter(({ path }) => isExactly(path, ["contract"]))
      .map((change) => ({
        path: change.path,
        message: `${before.name} is called ${after.name} now: whoever asks for ${before.name} goes on getting its last release, and ${after.name} has no label yet`,
        severity: severity("safe", "dangerous", "dangerous"),
        claims: [change],
        wayOut: `promote ${after.name} to the labels of ${before.name}, and let the runtimes ask for ${after.name}`,
        about: [before.name, after.name],
      })),
};
