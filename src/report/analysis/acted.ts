import type { Acted } from "../../core/analysis/acted.ts";
import { list, type Report, section } from "../report.ts";

/** The same report, with what was done about it. */
export function withActed(report: Report, acted: Acted): Report {
  const data = { ...report.data, acted: asData(acted) };
  switch (acted.kind) {
    case "nothing":
      return { ...report, data };
    case "refused":
      return { ...report, answer: "no", verdict: `nothing was moved: ${acted.says}`, data };
    case "moved":
      return {
        ...report,
        verdict: acted.isDry
          ? report.verdict
          : report.verdict.replace(/^(roll|advance)\b/, (verb) => done[verb] ?? verb),
        blocks: [...report.blocks, ...section(acted.isDry ? "not done" : "done", [list(acted.says)])],
        data,
      };
  }
}

const done: Readonly<Record<string, string>> = { roll: "rolled", advance: "advanced" };

function asData(acted: Acted) {
  if (acted.kind === "nothing") return null;
  if (acted.kind === "refused") return { done: false, commit: null, says: [acted.says] };
  return { done: !acted.isDry, commit: acted.commit, says: [...acted.says] };
}
