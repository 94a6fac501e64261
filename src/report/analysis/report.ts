import type { Analysis } from "../../core/analysis/comparison.ts";
import { thousands } from "../../core/text.ts";
import { analysisData } from "./data.ts";
import { type Block, list, paragraph, type Report, section, table, toned } from "../report.ts";
import { accountingNotes } from "./accounting.ts";
import { answerOf, sayVerdict } from "./answer.ts";
import { briefOf } from "./brief.ts";
import { idsOf, nounOf, partsOf, sayRamp, sides } from "./compared.ts";
import { sayExcess } from "./excesses.ts";
import { metricBlocks } from "./metric-table.ts";
import { metricNotices } from "./notices.ts";
import { short } from "../../core/analysis/words.ts";

/** What was compared, every metric with both sides, the decision with its reasons, and what was left out. */
export function analysisReport(analysis: Analysis): Report {
  return {
    command: "analyze",
    answer: answerOf(analysis),
    verdict: sayVerdict(analysis),
    blocks: [
      ...comparedBlocks(analysis),
      ...metricBlocks(analysis),
      ...section("why", reasonBlocks(analysis)),
      ...section("over a limit", excessBlocks(analysis)),
      ...section("records", [list(accountingNotes(analysis))]),
    ],
    notices: metricNotices(analysis),
    brief: briefOf(analysis),
    data: analysisData(analysis),
    analysed: { analysis, acted: { kind: "nothing" } },
  };
}

function comparedBlocks(analysis: Analysis): readonly Block[] {
  const [ids, parts] = [idsOf(analysis), partsOf(analysis)];
  const { sides: account } = analysis.accounting;
  const counted = nounOf(analysis) === "session";
  return [
    paragraph(toned("dim", sayRamp(analysis))),
    table(
      ["", "prompt id", "what it is", ...(counted ? ["sessions"] : []), "runs"],
      sides.map((side) => {
        const { sessions, runs } = account[side];
        return [side, ids[side], parts[side], ...(counted ? [thousands(sessions)] : []), thousands(runs)];
      }),
    ),
  ];
}

function reasonBlocks({ decision: { reasons } }: Analysis): readonly Block[] {
  return reasons.length === 0 ? [] : [list(reasons.map((reason) => short(reason, 500)))];
}

function excessBlocks({ excesses }: Analysis): readonly Block[] {
  if (excesses.length === 0) return [];
  return [list(excesses.map((excess) => toned("bad", `${sayExcess(excess)}: ${short(excess.says, 300)}`)))];
}
