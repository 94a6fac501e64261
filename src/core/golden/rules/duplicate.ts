import type { GoldenRule } from "../rule.ts";

export const goldenDuplicate: GoldenRule = {
  id: "GOLDEN_DUPLICATE",
  level: "law",
  purpose: "A golden task has an id of its own within its contract: results and incidents are found by it.",
  remedy: "Give one of the two another id.",
  judge({ task, first }) {
    if (first === task) return [];
    const { file, line } = first.place;
    return [{ path: ["id"], message: `there is a task ${task.id} already`, hint: `see ${file}:${line}` }];
  },
};
