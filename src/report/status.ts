import { promptId } from "../core/bundle/digest.ts";
import { sayDuration } from "../core/duration.ts";
import type { Proof } from "../core/golden/proof.ts";
import type { EvidenceGap } from "../core/label/evidence-gap.ts";
import { isLive } from "../core/label/evidence-gap.ts";
import type { Bake } from "../core/label/bake.ts";
import { sayHalts } from "../core/label/halt.ts";
import type { LogEntry } from "../core/label/history.ts";
import { sayWeight } from "../core/label/policy.ts";
import { sayRevocations } from "../core/label/revocation.ts";
import type { Standing } from "../core/label/standing.ts";
import { type Block, type Cell, heading, list, table, textOf, toned } from "./report.ts";

/** One label of one contract, on one line. */
export interface StatusRow extends Standing {
  /** `null` where the policy of today cannot be read. */
  readonly prospect: { readonly proofs: readonly Proof[]; readonly bakes: readonly Bake[] } | null;
}

/** What the labels of one contract serve: a table, and beneath it what nobody should overlook. */
export function contractBlocks(
  contract: string,
  rows: readonly StatusRow[],
  log: readonly LogEntry[],
  now: Date,
): readonly Block[] {
  const cells = rows.map((row) => cellsOf(row, now));
  // A column in which nothing stands says nothing.
  const filled = columns.flatMap((name, at) =>
    always.has(name) || cells.some((row) => textOf(row[at] ?? "") !== "") ? [at] : [],
  );
  const pick = <Item>(items: readonly Item[]): readonly Item[] => items.filter((_, at) => filled.includes(at));
  const notes = notesOf(rows, log);
  return [heading(contract), table(pick(columns), cells.map(pick)), ...(notes.length === 0 ? [] : [list(notes)])];
}

const columns = ["label", "serves", "since", "by", "evidence", "bake", "ramp", "serial"];
const always = new Set(["label", "serves", "since", "by", "serial"]);

function cellsOf({ pointer, put, prospect }: StatusRow, now: Date): readonly Cell[] {
  const { label, contract, current, ramp, actor, serial } = pointer;
  const since = put?.after.issuedAt ?? null;
  return [
    (put?.force ?? null) === null ? label : toned("warn", `${label} (forced)`),
    sayServed(pointer, promptId(contract, current)),
    since === null ? "?" : `${sayDuration((now.getTime() - Date.parse(since)) / 1_000)} ago`,
    (put?.after.actor ?? actor).replace(/ <.*/, ""),
    prospect === null ? "" : sayEvidence(prospect.proofs, label),
    prospect === null ? "" : prospect.bakes.map(sayBake).join(", "),
    ramp === null ? "" : `${sayWeight(ramp.weight)} to ${promptId(contract, ramp.bundle)}`,
    String(serial),
  ];
}

function sayServed({ current, halted, revoked }: StatusRow["pointer"], id: string): Cell {
  if (halted !== null) return toned("bad", `HALTED (${id})`);
  return revoked.some(({ bundle }) => bundle === current) ? toned("bad", `REVOKED (${id})`) : id;
}

/** Kinds of golden tasks that this bundle passed, and what keeps the others from counting. */
function sayEvidence(proofs: readonly Proof[], label: string): Cell {
  const shown = proofs.filter(({ tasks, demandedBy }) => tasks > 0 || demandedBy.includes(label));
  const text = shown.map(sayProof).join(", ");
  return shown.some((proof) => isMissing(proof, label)) ? toned("warn", text) : text;
}

function sayProof({ kind, stored }: Proof): string {
  if (stored === null) return "";
  if (stored.reason !== null) return gaps[stored.reason].replace("it", kind);
  return stored.mode === "replay" ? `${kind} (replay)` : kind;
}

const gaps: Readonly<Record<EvidenceGap["reason"], string>> = {
  empty: "no it tasks",
  absent: "no it",
  stale: "it stale",
  untrue: "it unreadable",
  failed: "it FAILED",
  uncovered: "it incomplete",
  replayed: "it (replay)",
};

/** The label demands it, and would not take this bundle today. */
function isMissing({ demandedBy, liveFor, stored }: Proof, label: string): boolean {
  if (!demandedBy.includes(label)) return false;
  return stored?.problem !== null || (liveFor.includes(label) && !isLive(stored.mode));
}

function sayBake({ label, left }: Bake): string {
  return left === 0 ? `done for ${label}` : `${sayDuration(left)} left for ${label}`;
}

function notesOf(rows: readonly StatusRow[], log: readonly LogEntry[]): readonly Cell[] {
  const pointers = rows.map(({ pointer }) => pointer);
  const passed = rows.flatMap(({ pointer: { label }, put }): readonly string[] => [
    ...(put === null || put.force === null ? [] : [`${label} was promoted by force: ${put.force}`]),
    ...(put === null || put.allowBreaking === null ? [] : [`${label} took a breaking change: ${put.allowBreaking}`]),
  ]);
  return [
    ...passed.map((text) => toned("warn", text)),
    ...[...sayHalts(pointers), ...sayRevocations(pointers, log)].map((text) => toned("bad", text)),
  ];
}
