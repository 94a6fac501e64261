import { isJsonObject } from "../../json.ts";
import { subjectOf } from "../../yaml/subject.ts";
import type { ProjectRule, ReadProject } from "../project-rule.ts";

export const globEmpty: ProjectRule<"settings" | "goldens"> = {
  id: "GLOB_EMPTY",
  level: "warning",
  purpose: "The glob of promptctl.yaml finds the golden tasks: one that finds nothing tests nothing, and stays green.",
  remedy:
    "Compare the glob with where the files lie; it is relative to promptctl.yaml. `**` crosses folders, `*` does not.",
  judge(project) {
    const file = project.settings?.yaml ?? null;
    if (file === null || !isGlobEmpty(project)) return [];
    const fault = { path: ["goldens"], message: "no file matches this", hint: "the default is goldens/**/*.yaml" };
    return [{ subject: subjectOf(file, null), fault }];
  },
};

/** Somebody wrote where golden tasks are, and none is there. */
export function isGlobEmpty({ settings, goldens }: Pick<ReadProject, "settings" | "goldens">): boolean {
  const written = settings?.yaml?.value ?? null;
  return goldens.length === 0 && isJsonObject(written) && written["goldens"] !== undefined;
}
