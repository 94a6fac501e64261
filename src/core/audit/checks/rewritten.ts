import type { Check } from "../check.ts";

export const rewritten: Check = {
  name: "rewritten",
  proves: "the remote's branch holds every move that this clone knows",
  find: ({ lost }) => {
    if (lost === null) return [];
    const { branch, commit, kind } = lost;
    const short = commit.slice(0, 12);
    return kind === "ahead"
      ? [{ where: branch, says: `the remote lacks moves that this clone has, up to commit ${short}`, when: "now" }]
      : [
          {
            where: branch,
            says: `the remote has another history than this clone, which knows commit ${short}`,
            when: "past",
          },
        ];
  },
};
