import type { Acted } from "../../core/analysis/acted.ts";
import type { JsonObject } from "../../core/json.ts";
import { list, type Report, section } from "../report.ts";
import { short } from "../../core/analysis/words.ts";

/** The same report, with what was done about it. */
export function withActed(report: Report, acted: Acted): Report {
  const { analysed, blocks, brief = [], verdict } = report;
  const told = {
    ...report,
    data: { ...report.data, acted: asData(acted) },
    ...(analysed === undefined ? {} : { analysed: { ...analysed, acted } }),
  };
  switch (acted.kind) {
    case "nothing":
      return told;
    case "refused":
      return { ...told, answer: "no", verdict: `nothing was moved: ${acted.says}`, brief: [verdict, ...brief] };
    case "moved":
      return {
        ...told,
        verdict: acted.isDry ? verdict : verdict.replace(/^(roll|advance)\b/, (verb) => done[verb] ?? verb),
        blocks: [...blocks, ...section(titleOf(acted), [list(acted.says)])],
        brief: [...acted.says.map((line) => `${titleOf(acted)}: ${short(line, 300)}`), ...brief],
      };
  }
}

const done: Readonly<Record<string, string>> = { roll: "rolled", advance: "advanced" };

export function titleOf({ isDry }: Extract<Acted, { readonly kind: "moved" }>): "done" | "not done" {
  return isDry ? "not done" : "done";
}

function asData(acted: Acted): JsonObject | null {
  if (acted.kind === "nothing") return null;
  if (acted.kind === "refused") return { done: false, commit: null, says: [acted.says] };
  return { done: !acted.isDry, commit: acted.commit, says: [...acted.says] };
}
