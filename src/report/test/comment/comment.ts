import { sayShard } from "../../../core/golden/results/shard.ts";
import { regressionsIn } from "../../../core/regression/compare-sides.ts";
import { count, thousands } from "../../../core/text.ts";
import { type Answer, code, type Page, paragraph, type Report } from "../../report.ts";
import { tallyOf } from "../outcome.ts";
import type { Tested } from "../tested.ts";
import { clipped, commentParts } from "./parts.ts";

/** Golden tasks as a comment to a change: verdict, base against head, what got worse, what failed, the rest folded. */
export function testComment(tested: Tested, { answer, verdict }: Report): Page {
  const { root, shard, runner, base, again } = tested;
  const command = clipped(["promptctl test", ...again].join(" "));
  const about = [`run by ${runner}`, ...(base === null ? [] : [`compared with ${base}`])];
  return {
    marker: `promptctl test: ${root === "" ? "." : clipped(root)}${shard === null ? "" : ` ${sayShard(shard)}`}`,
    title: `promptctl test: ${sayCounts(tested)}`,
    lead: [paragraph(`${marks[answer]} ${clipped(verdict)}`), paragraph(clipped(about.join(" · ")))],
    parts: commentParts(tested),
    foot: [paragraph("The same on your machine, and with every run on a page:"), code(`${command} -o report.html`)],
    whole: `${command} --format json`,
  };
}

const marks: Readonly<Record<Answer, string>> = { yes: "✅", no: "❌", unknown: "⚠️", stopped: "⏹️" };

function sayCounts(tested: Tested): string {
  const { passed, failed, unmeasured, notRun } = tallyOf(tested);
  const worse = tested.compared === null ? 0 : regressionsIn(tested.compared).length;
  return [
    ...(failed > 0 ? [`${thousands(failed)} failed`] : []),
    ...(worse > 0 ? [count(worse, "regression")] : []),
    ...(unmeasured > 0 ? [`${thousands(unmeasured)} not measured`] : []),
    ...(notRun > 0 ? [`${thousands(notRun)} not run`] : []),
    `${thousands(passed)} passed`,
  ].join(" · ");
}
