import type { ProjectRule } from "../project-rule.ts";

export const judgeNone: ProjectRule<"goldens" | "config"> = {
  id: "JUDGE_NONE",
  level: "warning",
  purpose: "A rubric has a model that judges by it: without one, its task can never be measured.",
  remedy:
    "Name the judge once for all tasks, in promptctl.yaml: `judge: { provider: openai, name: … }`; or beside the rubric: { text: …, model: { … } }.",
  judge({ goldens, config }) {
    if (config.judge !== null) return [];
    return goldens.flatMap(({ rubrics }) =>
      rubrics.map(({ task, path, subject }) => {
        const message = `the task ${task} asks a judge, and no model is named that judges`;
        const hint = "write `judge: { provider: …, name: … }` in promptctl.yaml";
        return { subject, fault: { path, message, hint, about: [task] } };
      }),
    );
  },
};
