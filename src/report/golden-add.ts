import type { Finding } from "../core/finding.ts";
import type { Personal } from "../core/golden/incident/personal.ts";
import type { Replacement } from "../core/golden/incident/replace.ts";
import type { JsonObject } from "../core/json.ts";
import { count } from "../core/text.ts";
import { asJson } from "./formats/json.ts";
import { findingBlocks } from "./findings.ts";
import { code, list, paragraph, type Report, section, table } from "./report.ts";

/** What `golden add` wrote. */
export interface AddedTask {
  readonly run: string;
  readonly contract: { readonly name: string };
  readonly id: string;
  readonly file: string;
  readonly isNew: boolean;
  readonly task: JsonObject;
  /** The task as it stands in the file. */
  readonly shown: string;
  readonly replaced: readonly Replacement[];
  readonly toDo: readonly string[];
  readonly findings: readonly Finding[];
  /** A model plays the tasks of this project: its answers have to be recorded once. */
  readonly asksModel: boolean;
}

export function addedReport(added: AddedTask): Report {
  const { run, contract, id, file, isNew, task, shown, replaced, toDo, findings, asksModel } = added;
  const errors = findings.filter(({ level }) => level === "error");
  const next = `promptctl test --filter ${contract.name}/${id}${asksModel ? " --record" : ""}`;
  return {
    command: "golden add",
    answer: errors.length > 0 ? "no" : "yes",
    verdict: [
      `${id} is in ${file}${isNew ? ", a new file" : ""}`,
      ...(replaced.length > 0 ? [`${count(replaced.length, "text")} replaced`] : []),
      ...(errors.length > 0 ? [`${count(errors.length, "error")} to mend before \`promptctl check\` passes`] : []),
    ].join("; "),
    blocks: [
      code(shown.trimEnd(), "yaml"),
      ...section(
        "Replaced",
        replaced.length === 0
          ? []
          : [
              table(
                ["text", "by"],
                replaced.map(({ from, to }) => [from, to]),
              ),
            ],
      ),
      ...section("To do", toDo.length === 0 ? [] : [list(toDo)]),
      ...section("What promptctl check says", findingBlocks(findings)),
      paragraph(`Next: ${next}`),
    ],
    data: {
      written: true,
      run,
      contract: contract.name,
      id,
      file,
      task,
      replaced: replaced.map(({ to }) => to),
      to_do: toDo,
      findings: asJson(findings),
      next,
    },
  };
}

/** Nothing was written: it would have said something of a person. */
export function stoppedReport(run: string, found: readonly Personal[]): Report {
  const all = count(found.length, "text");
  const example = found.find(({ kind }) => kind !== "credential");
  return {
    command: "golden add",
    answer: "no",
    verdict: `nothing was written: ${all} of ${run} ${found.length === 1 ? "looks" : "look"} personal`,
    blocks: [
      table(
        ["what", "text", "where"],
        found.map(({ kind, text, where }) => [kind, kind === "credential" ? `${text.slice(0, 4)}…` : text, where]),
      ),
      list([
        "--placeholders replaces all of them, each by one of its own",
        ...(example === undefined
          ? []
          : [`--replace '${example.text}=Customer' replaces one by a text of yours (repeatable)`]),
        "--keep writes them as they are, for everybody who reads the repository",
      ]),
    ],
    data: { written: false, run, personal: found.map(({ kind, where }) => ({ kind, where })) },
  };
}
