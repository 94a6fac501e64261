import type { Analysis } from "../../core/analysis/comparison.ts";
import { count, thousands } from "../../core/text.ts";
import { sayNewest } from "./accounting.ts";
import { idsOf, nounOf, partsOf, sayRamp } from "./compared.ts";
import { sayExcess } from "./excesses.ts";
import { sayResult } from "./found.ts";
import { sayHowMuch } from "../../core/analysis/say-result.ts";
import { short } from "../../core/analysis/words.ts";
import { isShown } from "./shown.ts";
import { worstFirst } from "./worst-first.ts";

/** For a message in a chat: reasons, what does not pass, and whom it is about. */
export function briefOf(analysis: Analysis): readonly string[] {
  const { decision, excesses } = analysis;
  const metrics = worstFirst(analysis).filter(isShown);
  const open = metrics.filter(({ outcome }) => outcome !== "pass" && outcome !== "no data");
  const passed = metrics.filter(({ outcome }) => outcome === "pass").length;
  // What failed is told with all its numbers below.
  const reasons = decision.reasons
    .slice(1)
    .filter((reason) => open.every((one) => !reason.startsWith(sayHowMuch(one))));
  return [
    ...reasons.slice(0, 3).map((reason) => short(reason, 300)),
    ...excesses.map((excess) => `over a limit: ${sayExcess(excess)} (${short(excess.says, 200)})`),
    ...open.map((result) => sayResult(result, nounOf(analysis))),
    ...(passed === 0 ? [] : [`${count(passed, "metric")} ${passed === 1 ? "passes" : "pass"}`]),
    saySides(analysis),
    sayRamp(analysis),
    sayNewest(analysis),
  ];
}

export function saySides(analysis: Analysis): string {
  const [ids, parts] = [idsOf(analysis), partsOf(analysis)];
  const { base, head } = analysis.accounting.sides;
  const noun = nounOf(analysis);
  const [before, now] = noun === "session" ? [base.sessions, head.sessions] : [base.runs, head.runs];
  return `${ids.head} (${parts.head}) with ${count(now, noun)}, beside ${ids.base} (${parts.base}) with ${thousands(before)}`;
}
