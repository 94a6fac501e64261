/**
 * How the containment prover does on public suites of labelled pairs of schemas, which are no part of this project:
 * `node test/suites/containment.mjs FOLDER` after a build. Each `FOLDER/<suite>/cases.jsonl` holds one pair a line:
 * `{ id, old, new, old_in_new?, new_in_old?, check? }`, the labels as its authors gave them, and `check` what an
 * independent search for a witness made of each label. `--list` names what is not decided; `--json` prints one
 * document; `--reading closed-producer` asks for what a producer writes who invents nothing.
 *
 * A verdict is unsound where it says contained and the label says not, or broken and the label says contained. An
 * unsound verdict fails the run, unless README.md of core/containment names the reason why we read the pair otherwise.
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { prove } from "../../dist/core/containment/prove.js";
import { exceptionFor } from "./exceptions.mjs";

const words = process.argv.slice(2);
const folder = words.find((word) => !word.startsWith("-"));
if (folder === undefined) {
  process.stderr.write("say which folder holds the suites: node test/suites/containment.mjs FOLDER\n");
  process.exit(2);
}

const results = [];
for (const suite of (await readdir(folder)).toSorted()) {
  const text = await readFile(join(folder, suite, "cases.jsonl"), "utf8").catch(() => null);
  if (text !== null) results.push(judge(suite, text.split("\n").filter(Boolean).map(JSON.parse)));
}
process.stdout.write(words.includes("--json") ? `${JSON.stringify(results, null, 2)}\n` : results.map(say).join("\n"));
process.exitCode = results.some(({ unsound }) => unsound.length > 0) ? 1 : 0;

function judge(suite, cases) {
  const reading = words.includes("closed-producer") ? "closed-producer" : "open";
  const result = {
    suite,
    reading,
    pairs: 0,
    right: 0,
    excepted: {},
    undecided: [],
    unsound: [],
    slowest: 0,
    seconds: 0,
  };
  for (const one of cases) {
    for (const [label, small, large] of [
      ["old_in_new", one.old, one.new],
      ["new_in_old", one.new, one.old],
    ]) {
      const expected = one[label];
      if (typeof expected !== "boolean") continue;
      const started = performance.now();
      const verdict = prove(small, large, { reading });
      const took = performance.now() - started;
      result.pairs += 1;
      result.seconds += took / 1000;
      result.slowest = Math.max(result.slowest, Math.round(took));
      if (verdict.kind === "unknown") result.undecided.push({ id: one.id, label, why: verdict.why });
      else if ((verdict.kind === "contained") === expected) result.right += 1;
      else {
        const reason = exceptionFor({ one, label, verdict, small, large, reading });
        if (reason === null) result.unsound.push({ id: one.id, label, verdict, check: one.check?.[label] });
        else (result.excepted[reason] ??= []).push(`${one.id} ${label}`);
      }
    }
  }
  return result;
}

function say({ suite, reading, pairs, right, excepted, undecided, unsound, slowest, seconds }) {
  const decided = pairs - undecided.length;
  const lines = [
    `${suite} (${reading} reading)`,
    `  ${pairs} labelled pairs, ${decided} decided (${((100 * decided) / pairs).toFixed(1)} %): ${right} as labelled`,
    ...Object.entries(excepted).map(([reason, ids]) => `  ${ids.length} otherwise by policy: ${reason}`),
    ...(undecided.length > 0
      ? [`  ${undecided.length} not decided, ${aboutFormat(undecided)} of them because of \`format\``]
      : []),
    `  ${unsound.length} unsound`,
    ...unsound.map(({ id, label, verdict, check }) => `    ${id} ${label}: ${JSON.stringify(verdict)} (${check})`),
    `  ${seconds.toFixed(1)} s, the slowest ${slowest} ms`,
    ...(words.includes("--list")
      ? undecided.map(({ id, label, why }) => `    not decided: ${id} ${label}: ${why}`)
      : []),
  ];
  return `${lines.join("\n")}\n`;
}

function aboutFormat(undecided) {
  return undecided.filter(({ why }) => why.includes("format")).length;
}
