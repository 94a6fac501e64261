import type { ProjectRule } from "../project-rule.ts";

export const nameTaken: ProjectRule<"contracts"> = {
  id: "NAME_TAKEN",
  level: "law",
  purpose: "A contract has a name of its own: labels, goldens and run records know it by nothing else.",
  remedy: "Rename one of the two contracts, and its folder with it.",
  judge({ contracts }) {
    const seen = new Map<string, string>();
    return contracts.flatMap(({ name, path, subject }) => {
      const first = seen.get(name);
      seen.set(name, first ?? path);
      if (first === undefined) return [];
      const fault = {
        path: ["contract"],
        message: `${first} is called ${name} too`,
        hint: "give one of them another name",
      };
      return [{ subject, fault }];
    });
  },
};
