import type { KeptResult } from "../../../core/golden/results/kept.ts";
import type { Verdict } from "../../../core/golden/verdict.ts";
import { groupBy } from "../../../core/group.ts";
import { sayList } from "../../../core/text.ts";
import { type Markup, markup } from "../../html/markup.ts";

/** Each check that did not hold, once, with what came instead in each run. */
export function sayChecks({ trials, runs }: KeptResult): Markup {
  const failed = trials.flatMap((trial, at) =>
    trial.kind === "judged" ? trial.verdicts.map((verdict) => ({ verdict, run: runs === 1 ? null : at + 1 })) : [],
  );
  const checks = groupBy(failed, ({ verdict: { invariant } }) => invariant).flatMap(checksIn);
  const why = new Set(trials.flatMap((trial) => (trial.kind === "unmeasured" ? [trial.why] : [])));
  return markup`${checks.length === 0 ? null : markup`<ul class="checks">${checks}</ul>`}
    ${[...why].map((one) => markup`<p class="text"><span class="warn">? could not be measured:</span> ${one}</p>`)}`;
}

interface Failed {
  readonly verdict: Verdict;
  /** `null` where there is only one. */
  readonly run: number | null;
}

/** A check that expects something else in each run, as one beside the base does, is still one. */
function checksIn(failed: readonly Failed[]): readonly Markup[] {
  const groups = groupBy(failed, ({ verdict }) => verdict.expected);
  const isOfRuns = groups.length > 1 && failed.every(({ verdict }) => verdict.invariant.startsWith("max_increase"));
  return isOfRuns ? [sayCheck(failed, false)] : groups.map((group) => sayCheck(group, true));
}

function sayCheck(failed: readonly Failed[], isOneExpected: boolean): Markup {
  const [{ verdict } = { verdict: null }] = failed;
  if (verdict === null) return markup``;
  const expected = isOneExpected ? clip(verdict.expected) : "in each run, what stands beside it";
  const same = groupBy(failed, ({ verdict: { got, turn, status, expected: each } }) =>
    JSON.stringify([got, turn, status, isOneExpected ? null : each]),
  );
  return markup`<li>
    <p><strong>${verdict.invariant}</strong></p>
    <p class="words"><span class="dim">expected</span> ${expected}</p>
    <div>${same.map((group) => sayGot(group, isOneExpected))}</div>
  </li>`;
}

/** What came, and in which runs. */
function sayGot(group: readonly Failed[], isOneExpected: boolean): Markup {
  const [{ verdict } = { verdict: null }] = group;
  if (verdict === null) return markup``;
  const { status, got, turn, expected } = verdict;
  const runs = group.flatMap(({ run }) => run ?? []);
  const where = [
    ...(runs.length === 0 ? [] : [sayRunNumbers(runs)]),
    ...(turn === null ? [] : [`turn ${turn + 1}`]),
  ].join(", ");
  const beside = isOneExpected ? "" : `, expected ${expected}`;
  return markup`<p class="words">
    <span class="${status === "fail" ? "bad" : "warn"}">${signs[status]} got</span> ${clip(got)}${beside}
    ${where === "" ? null : markup` <span class="dim">${where}</span>`}
  </p>`;
}

/** `run 3`, `runs 1 to 4 and 6`. */
function sayRunNumbers(runs: readonly number[]): string {
  const spans: { first: number; last: number }[] = [];
  for (const run of runs) {
    const span = spans.at(-1);
    if (span !== undefined && run === span.last + 1) span.last = run;
    else spans.push({ first: run, last: run });
  }
  const said = spans.map(({ first, last }) => (first === last ? `${first}` : `${first} to ${last}`));
  return `${runs.length === 1 ? "run" : "runs"} ${sayList(said)}`;
}

const signs: Readonly<Record<Verdict["status"], string>> = {
  pass: "✔",
  fail: "✘",
  "not compared": "?",
  "not measured": "?",
};

function clip(text: string): string {
  return text.length > 2_000 ? `${text.slice(0, 2_000)}…` : text;
}
