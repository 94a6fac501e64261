import { isDigest, promptId } from "../core/bundle/digest.ts";
import type { Bundle } from "../core/bundle/bundle.ts";
import { bundleDocument } from "../core/bundle/seal.ts";
import { sayInstant } from "../core/instant.ts";
import type { Json } from "../core/json.ts";
import type { Found, FoundRun } from "../core/run/records/search.ts";
import { count, sayList, someOf, thousands } from "../core/text.ts";
import { asJson } from "./formats/json.ts";
import { type Block, type Cell, code, heading, list, paragraph, type Report, section, table, toned } from "./report.ts";
import { type Runbook, runbookBlocks } from "./runbook.ts";

export interface SearchedFiles {
  readonly files: readonly string[];
  readonly skipped: Readonly<Record<"torn" | "not JSON" | "not a run record", number>>;
}

/** A contract that a conversation was served by, as it was. */
export type ServedContract =
  | {
      readonly kind: "known";
      readonly name: string;
      readonly runbook: Runbook;
      readonly bundle: Bundle;
      /** Labels that serve it now. */
      readonly servedBy: readonly string[];
      /** Why it was revoked. */
      readonly revoked: string | null;
    }
  | { readonly kind: "unknown"; readonly name: string; readonly why: string };

export type Reproduction =
  | { readonly kind: "command"; readonly run: string; readonly command: string }
  | { readonly kind: "no transcript" };

export interface RunsFound {
  readonly found: Found;
  readonly searched: SearchedFiles;
  readonly contracts: readonly ServedContract[];
  readonly reproduction: Reproduction | null;
  readonly asked: { readonly session: string | null; readonly salt: string | null };
}

/** Runs, and for one conversation the prompt that was used. */
export function runsReport(all: RunsFound): Report {
  const { found, searched, contracts, reproduction } = all;
  const isEmpty = found.runs.length === 0;
  return {
    command: "runs",
    answer: found.records === 0 ? "unknown" : isEmpty ? "no" : "yes",
    verdict: sayVerdict(all),
    blocks: [
      ...(isEmpty ? hintBlocks(all) : [tableOf(found)]),
      ...skippedBlocks(searched),
      ...(reproduction === null ? [] : reproductionBlocks(reproduction)),
      ...contracts.flatMap(contractBlocks),
    ],
    data: {
      runs: found.runs.map(runData),
      total: found.total,
      files: [...searched.files],
      skipped: asJson(searched.skipped),
      contracts: contracts.map(contractData),
      reproduce: reproduction?.kind === "command" ? reproduction.command : null,
    },
  };
}

function sayVerdict({ found, searched: { files }, contracts }: RunsFound): string {
  const where = files.length === 1 ? (files[0] ?? "") : count(files.length, "file");
  if (found.records === 0) return `there is no run record in ${where}`;
  if (found.runs.length === 0) return `no such run among ${count(found.records, "record")} in ${where}`;
  const ids = [...new Set(found.runs.map(promptOf))];
  if (contracts.length > 0) return `${sayList(ids)}: ${count(found.total, "run")} of one conversation`;
  const shown = found.total > found.runs.length ? `, the newest ${thousands(found.runs.length)} of them` : "";
  return `${count(found.total, "run")}${shown}, of ${someOf(ids, 3)}`;
}

function promptOf({ prompt_id, bundle, contract }: FoundRun): string {
  if (prompt_id !== null) return prompt_id;
  if (bundle === null) return `${contract} without a prompt id`;
  return isDigest(bundle) ? promptId(contract, bundle) : `${contract}, ${bundle}`;
}

function hintBlocks({ found, asked }: RunsFound): readonly Block[] {
  if (found.records === 0 || asked.session === null || asked.salt !== null) return [];
  return [
    paragraph("Records hold hashes of session ids: where the client was connected with a `salt`, name it with --salt."),
  ];
}

function tableOf({ runs, isOneSession }: Found): Block {
  const rows = runs.map((run): readonly Cell[] => [
    run.run_id,
    sayWhen(run),
    ...(isOneSession ? [] : [run.session?.slice(0, 12) ?? "none"]),
    promptOf(run),
    `${run.label ?? "?"}${run.variant === "ramp" ? " (canary)" : ""}`,
    run.error === null && run.stop_reason !== "error" ? run.stop_reason : toned("bad", run.stop_reason),
    run.tokens === null ? "?" : thousands(run.tokens.input + run.tokens.output),
    run.tool_calls === null ? "?" : thousands(run.tool_calls),
  ]);
  const session = isOneSession ? [] : ["session"];
  return table(["run", "when", ...session, "prompt", "label", "stop reason", "tokens", "tool calls"], rows);
}

function sayWhen({ at, opened_at }: FoundRun): string {
  const written = at ?? opened_at ?? "?";
  const time = Date.parse(written);
  return Number.isNaN(time) ? written : sayInstant(new Date(time));
}

function skippedBlocks({ skipped }: SearchedFiles): readonly Block[] {
  const parts = Object.entries(skipped).filter(([, lines]) => lines > 0);
  if (parts.length === 0) return [];
  const said = sayList(parts.map(([why, lines]) => `${thousands(lines)} ${why}`));
  return [paragraph(toned("warn", `Lines that could not be read: ${said}.`))];
}

function reproductionBlocks(reproduction: Reproduction): readonly Block[] {
  if (reproduction.kind === "command")
    return section(`The run ${reproduction.run} as a golden task`, [code(reproduction.command)]);
  return [
    paragraph(
      "No golden task can be made of it: nobody wrote down what was said. Connect the client with `transcript: true`.",
    ),
  ];
}

function contractBlocks(served: ServedContract): readonly Block[] {
  if (served.kind === "unknown")
    return section(`The contract of ${served.name}`, [paragraph(toned("warn", `It cannot be shown: ${served.why}.`))]);
  const { name, servedBy, revoked, runbook } = served;
  const now = servedBy.length === 0 ? "No label serves it now." : `Served now by ${sayList(servedBy)}.`;
  return [
    heading(`The contract as it was: ${name}`, 2),
    list([...(revoked === null ? [] : [toned("bad", `Revoked: ${revoked}`)]), now]),
    ...runbookBlocks(runbook),
  ];
}

function runData({ tokens, ...run }: FoundRun): Json {
  return asJson({ ...run, tokens });
}

function contractData(served: ServedContract): Json {
  const { name } = served;
  if (served.kind === "unknown")
    return { name, digest: null, why: served.why, servedBy: [], revoked: null, bundle: null };
  const { bundle, servedBy, revoked } = served;
  const document = asJson(bundleDocument(bundle.contract));
  return { name, digest: bundle.digest, why: null, servedBy: [...servedBy], revoked, bundle: document };
}
