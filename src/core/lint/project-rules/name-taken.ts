import { type ProjectRule, subjectOfContract } from "../project-rule.ts";

export const nameTaken: ProjectRule<"drafts"> = {
  id: "NAME_TAKEN",
  level: "law",
  purpose: "A contract has a name of its own: labels, goldens and run records know it by nothing else.",
  remedy: "Rename one of the two contracts, and its folder with it.",
  judge({ drafts }) {
    const seen = new Map<string, string>();
    return drafts.flatMap((draft) => {
      const { contract, path } = draft.authored;
      const first = seen.get(contract.name);
      seen.set(contract.name, first ?? path);
      if (first === undefined) return [];
      const fault = {
        path: ["contract"],
        message: `${first} is called ${contract.name} too`,
        hint: "give one of them another name",
      };
      return [{ subject: subjectOfContract(draft), fault }];
    });
  },
};
