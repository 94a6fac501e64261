import { sayAbout } from "../../contract/size.ts";
import { count, thousands } from "../../text.ts";
import { valuesOf } from "../about.ts";
import { type Change, isExactly } from "../change.ts";
import { sayPercent } from "../limits.ts";
import { type Comparison, type Judgement, type Rule, severity } from "../rule.ts";
import { smallestAnswer } from "../smallest-answer.ts";

export const outputCapLowered: Rule = {
  id: "OUTPUT_CAP_LOWERED",
  purpose: "An answer may be less long: what does not fit is cut off.",
  incident: "Truncated JSON was taken for a broken schema, or repaired and passed on as complete.",
  judge(comparison) {
    const cap = capChange(comparison);
    if (cap === null || cap.after === null || (cap.before !== null && cap.before <= cap.after)) return [];
    const { change, before, after } = cap;
    const from =
      before === null ? ", and had no limit of ours" : `, instead of ${thousands(before)}${sayPercent(before, after)}`;
    const { output } = comparison.after;
    const least = output === null ? 0 : smallestAnswer(output.schema);
    const isTooSmall = least > after;
    return [
      {
        path: change.path,
        message: `an answer has ${count(after, "token")} at most${from}${isTooSmall ? `; even a short answer of the output schema takes ${sayAbout(least)}, so every answer is cut off` : ""}`,
        severity: isTooSmall
          ? severity("dangerous", "breaking", "breaking")
          : severity("dangerous", "dangerous", "dangerous"),
        claims: [change],
        about: valuesOf(change),
        ...(isTooSmall ? { wayOut: `leave room for ${sayAbout(least)} tokens and what stands in the texts` } : {}),
      },
    ];
  },
};

export const outputCapRaised: Rule = {
  id: "OUTPUT_CAP_RAISED",
  purpose: "An answer may be longer.",
  incident: "Answers that were cut at a kilobyte filled a column of a database.",
  judge(comparison) {
    const cap = capChange(comparison);
    if (cap === null || cap.before === null || (cap.after !== null && cap.after <= cap.before)) return [];
    const { change, before, after } = cap;
    const much = after === null || after > before * 1.2;
    const most = after === null ? "as many tokens as the provider lets it" : `${count(after, "token")} at most`;
    return [
      {
        path: change.path,
        message: `an answer has ${most}, instead of ${thousands(before)}${after === null ? "" : sayPercent(before, after)}`,
        severity: severity("safe", much ? "dangerous" : "safe", "safe"),
        claims: [change],
        about: valuesOf(change),
      } satisfies Judgement,
    ];
  },
};

interface CapChange {
  readonly change: Change;
  readonly before: number | null;
  readonly after: number | null;
}

function capChange({ before, after, changes }: Comparison): CapChange | null {
  const change = changes.find(({ path }) => isExactly(path, ["model", "max_output_tokens"]));
  const caps = [before, after].map(({ model: { max_output_tokens: cap } }) => (typeof cap === "number" ? cap : null));
  return change === undefined ? null : { change, before: caps[0] ?? null, after: caps[1] ?? null };
}
