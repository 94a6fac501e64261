import { type Digest, promptId } from "../core/bundle/digest.ts";
import type { ContractDiff } from "../core/diff/judge.ts";
import { worstOf } from "../core/severity.ts";
import type { Candidate, Gate } from "../core/label/gate.ts";
import { sayAtMost, worstWait } from "../core/label/containment.ts";
import type { Pointer } from "../core/label/pointer.ts";
import type { Transition } from "../core/label/issue.ts";
import { sayList } from "../core/text.ts";
import { type Block, type Cell, heading, list, table, toned } from "./report.ts";

/** Where a plan would be carried out. */
export interface PlanSummary {
  readonly label: string;
  readonly branch: string;
  readonly remote: string | null;
  /** The branch whose policy decides. */
  readonly policy: string;
  /** Files of that branch that the release branch gets too. */
  readonly carried: readonly string[];
}

interface Move {
  readonly from: Digest | null;
  readonly candidate: Candidate;
  readonly diff: ContractDiff | null;
  readonly gates: readonly Gate[];
  readonly transition: Transition;
}

/** A move before it is made: from → to, what it does to whom, what was proved, and where it goes. */
export function planBlocks(
  { label, branch, remote, policy, carried }: PlanSummary,
  moves: readonly Move[],
): readonly Block[] {
  if (moves.length === 0) return [];
  return [
    heading(`Plan: ${label}`),
    table(
      ["contract", "from", "to", "what changes for sessions"],
      moves.map(({ candidate, from, diff }) => [
        candidate.contract,
        from === null ? "nothing" : promptId(candidate.contract, from),
        promptId(candidate.contract, candidate.digest),
        sayDiff(diff, from),
      ]),
    ),
    list([
      ...moves.flatMap(({ transition }) =>
        transition.notes.map((note) => (moves.length > 1 ? `${transition.contract}: ${note}` : note)),
      ),
      ...moves.flatMap(({ candidate, gates }) =>
        gates.map((gate) => sayGate(gate, moves.length > 1 ? `${candidate.contract}: ` : "")),
      ),
      ...carried.map((path) => `${path} of ${policy} goes along`),
      `one commit on ${branch}${remote === null ? ", which is local" : `, pushed to ${remote}`}; policy and golden tasks of ${policy}`,
    ]),
  ];
}

function sayDiff(diff: ContractDiff | null, from: Digest | null): Cell {
  if (diff === null) return from === null ? "the first bundle here" : "nothing";
  const rules = [
    ...new Set(diff.findings.filter(({ severity }) => worstOf(severity) === diff.severity).map(({ rule }) => rule)),
  ];
  const tone = { safe: "good", dangerous: "warn", breaking: "bad" } as const;
  return toned(tone[diff.severity], `${diff.severity}: ${sayList(rules)}`);
}

/** Marks, because a plan is read without colours too. */
function sayGate(gate: Gate, of: string): Cell {
  if (gate.state === "met") return toned("good", `✔ ${of}${gate.name}: ${gate.says}`);
  if (gate.waivedBy !== null)
    return toned("warn", `! ${of}${gate.name}: ${gate.says}; passed all the same: ${gate.waivedBy}`);
  return toned("bad", `✘ ${of}${gate.name}: ${gate.says}\n→ ${gate.wayOut}`);
}

export interface Arrival {
  /** `null` where somebody else had written it already. */
  readonly commit: string | null;
  readonly branch: string;
  readonly remote: string | null;
  readonly places: readonly string[];
  readonly pointers: readonly Pointer[];
}

/** That it arrived, and when the last runtime that polls a place has seen it. */
export function sayArrival({ commit, branch, remote, places, pointers }: Arrival): string {
  const slowest = Math.max(0, ...pointers.map(({ poll }) => worstWait(poll)));
  const where = commit === null ? "somebody else had done it already" : sayWritten({ commit, branch, remote });
  const published =
    places.length === 0
      ? "published nowhere"
      : `published to ${sayList(places)}; a runtime that polls there sees it within ${sayAtMost(slowest)}`;
  return `${where}; ${published}`;
}

export function sayWritten({
  commit,
  branch,
  remote,
}: Pick<Arrival, "branch" | "remote"> & { readonly commit: string }): string {
  return `committed as ${commit.slice(0, 12)} on ${branch}${remote === null ? "" : ` and pushed to ${remote}`}`;
}
