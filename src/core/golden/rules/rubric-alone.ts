import { isJsonArray, isJsonObject, type Json } from "../../json.ts";
import type { OutputCheck, SingleCheck } from "../check-schema.ts";
import { expectedTexts } from "../expectations.ts";
import type { GoldenRule } from "../rule.ts";
import type { Task } from "../task.ts";

export const goldenRubricAlone: GoldenRule = {
  id: "GOLDEN_RUBRIC_ALONE",
  level: "law",
  purpose:
    "One model's opinion of another is never the only thing that decides, unless somebody asked for it: opinions change with a judge's next version.",
  remedy:
    "Add what can be checked for certain: a call, a word, a limit. Where there is nothing, write rubric: { text: …, alone: true }.",
  judge({ task }) {
    const rubrics = expectedTexts(task).filter(({ check }) => check.rubric !== undefined);
    const [first] = rubrics;
    if (first === undefined || rubrics.some(({ check }) => mayBeAlone(check)) || isCheckedOtherwise(task)) return [];
    const message = `the task ${task.id} is decided by a model's opinion alone`;
    const hint = "add `expect: { writes: [] }`, a word or a limit; or say rubric: { text: …, alone: true }";
    return [{ path: [...first.path, "rubric"], message, hint }];
  },
};

function mayBeAlone({ rubric }: SingleCheck): boolean {
  return typeof rubric === "object" && rubric.alone === true;
}

/** Whether something decides that is no rubric. An empty list asks for nothing, except `writes: []`. */
function isCheckedOtherwise({ invariants: { expect = {}, ...others } }: Task): boolean {
  const { output = [], said = [], ...calls } = expect;
  return (
    [...output, ...said].some(isMoreThanRubric) ||
    calls.writes !== undefined ||
    Object.values({ ...others, ...calls }).some((value) => asksSomething(value as Json))
  );
}

/** `any` decides for certain where no alternative needs a judge. */
function isMoreThanRubric(check: OutputCheck): boolean {
  const hasOther = (one: SingleCheck): boolean => Object.keys(one).some((key) => key !== "rubric" && key !== "path");
  return "any" in check ? check.any.every(hasOther) : hasOther(check);
}

function asksSomething(value: Json | undefined): boolean {
  if (value === undefined) return false;
  if (isJsonArray(value)) return value.length > 0;
  return !isJsonObject(value) || Object.keys(value).length > 0;
}
