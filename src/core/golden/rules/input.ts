import type { GoldenRule } from "../rule.ts";

export const goldenInput: GoldenRule = {
  id: "GOLDEN_INPUT",
  level: "law",
  purpose: "A golden task says something to the agent, in one way; only a one-shot contract asks by itself.",
  remedy: "Give the task `input:` for one message, or `turns:` for several.",
  judge({ task, contract }) {
    const { input, turns } = task.document;
    if (input !== undefined && turns !== undefined) {
      return [
        { path: ["turns"], message: `the task ${task.id} has both \`input\` and \`turns\``, hint: "keep one of them" },
      ];
    }
    const oneShot = contract.messages.at(-1)?.role === "user";
    if (oneShot || task.turns.length > 0) return [];
    return [{ path: [], message: `the task ${task.id} has nothing to say`, hint: "give it `input:` or `turns:`" }];
  },
};
