import type { Analysis, Compared } from "../../core/analysis/comparison.ts";
import { sayWeight } from "../../core/label/policy.ts";
import type { Answer } from "../report.ts";
import { idsOf, nounOf } from "./compared.ts";
import { sayExcess } from "./excesses.ts";
import { sayResult } from "../../core/analysis/say-result.ts";
import { short } from "../../core/analysis/words.ts";
import { worstFirst } from "./worst-first.ts";

/** A limit that was passed is a no, whatever the other side did. */
export function answerOf({ decision, excesses }: Analysis): Answer {
  if (decision.action === "roll back" || excesses.length > 0) return "no";
  return decision.action === "advance" ? "yes" : "unknown";
}

/** One sentence: what to do, and the first reason for it. */
export function sayVerdict(analysis: Analysis): string {
  const { decision, excesses } = analysis;
  const [first] = excesses;
  const over = first === undefined || decision.action === "roll back" ? "" : `over a limit: ${sayExcess(first)}; `;
  const reason = sayReason(analysis);
  return `${over}${sayAction(analysis)}${reason === null ? "" : `: ${reason}`}`;
}

/** In one or two words, for a stamp: what the verdict begins with. */
export function actionWord({ decision, excesses, compared }: Analysis): string {
  if (decision.action !== "roll back" && excesses.length > 0) return "over a limit";
  return compared.kind === "ramp" ? decision.action : words[decision.action];
}

/** Where nobody drew lots there is nothing to move. */
const words = { advance: "no worse", hold: "not clear", "roll back": "worse" } as const;

function sayAction(analysis: Analysis): string {
  const { compared, decision } = analysis;
  const label = short(analysis.label);
  const { head } = idsOf(analysis);
  if (compared.kind === "against") return sayBeside(analysis, compared);
  switch (decision.action) {
    case "roll back":
      return `roll back ${head} from ${label}`;
    case "hold":
      return `hold ${head} at ${sayWeight(compared.weight)} of ${label}`;
    case "advance":
      return decision.next === null
        ? `${head} is ready to be all of ${label}`
        : `advance ${head} to ${sayWeight(decision.next)} of ${label}`;
  }
}

type Against = Extract<Compared, { readonly kind: "against" }>;

function sayBeside(analysis: Analysis, compared: Against): string {
  const { decision } = analysis;
  const ids = idsOf(analysis);
  const what = `${ids.head} (${short(compared.head.says)})`;
  const beside = isDrift(compared) ? short(compared.base.says) : `${ids.base} (${short(compared.base.says)})`;
  switch (decision.action) {
    case "roll back":
      return `${what} is worse than ${beside}`;
    case "hold":
      return `it is not clear whether ${what} is worse than ${beside}`;
    case "advance":
      return `${what} is no worse than ${beside}`;
  }
}

/** One bundle at two times: the model, the users or the tools are others. */
function isDrift({ base, head }: Against): boolean {
  return base.bundle === head.bundle;
}

function sayReason(analysis: Analysis): string | null {
  // What was passed is said before.
  const { decision, excesses } = analysis;
  const reason = decision.reasons.find((one) => excesses.every(({ says }) => says !== one));
  if (reason !== undefined) return short(reason, longest);
  const [worst] = worstFirst(analysis);
  if (worst === undefined) return "nothing was measured";
  return worst.outcome === "pass" ? null : sayResult(worst, nounOf(analysis));
}

const longest = 300;
