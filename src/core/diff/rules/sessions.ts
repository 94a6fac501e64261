import { count, sayList, someOf } from "../../text.ts";
import { guardsTool } from "../../run/checkpoint.ts";
import type { Contract } from "../../contract/contract.ts";
import { isExactly } from "../change.ts";
import { type Rule, severity } from "../rule.ts";

export const pinningPolicyChanged: Rule = {
  id: "PINNING_POLICY_CHANGED",
  purpose:
    "Open conversations keep the contract that they began with, or move on to the new one: the other way than before.",
  incident: "Conversations that had been promised one contract for life were moved in the middle of an answer.",
  judge: ({ after, changes }) =>
    changes
      .filter(({ path }) => isExactly(path, ["sessions", "on_change"]))
      .map((change) => {
        const isMoved = after.sessions.on_change === "upgrade";
        return {
          path: change.path,
          message: isMoved
            ? "open conversations move on to a new contract, where nothing in it harms them; they used to keep the one that they began with"
            : "open conversations keep the contract that they began with; they used to move on, where nothing harmed them",
          severity: severity(isMoved ? "breaking" : "dangerous", "safe", "dangerous"),
          claims: [change],
          about: [after.sessions.on_change],
          ...(isMoved
            ? { wayOut: "release this alone, once the conversations that were begun under the old promise have ended" }
            : {}),
        };
      }),
};

export const attendedChanged: Rule = {
  id: "ATTENDED_CHANGED",
  purpose: "Somebody is there who can confirm, or nobody is: the other way than before.",
  incident: "An agent was moved to a nightly job, and stopped at the first confirmation, every night.",
  judge: ({ after, changes }) =>
    changes
      .filter(({ path }) => isExactly(path, ["sessions", "attended"]))
      .map((change) => {
        const { attended } = after.sessions;
        const { ids, tools } = confirmed(after);
        const what = attended ? "somebody is there to confirm now" : "nobody is there to confirm any more";
        const guardrails = `${count(ids.length, "guardrail")} (${someOf(ids, 5)})`;
        if (ids.length === 0) {
          return {
            path: change.path,
            message: `${what}; no guardrail asks for a confirmation`,
            severity: severity("safe", "safe", "safe"),
            claims: [change],
          };
        }
        return {
          path: change.path,
          message: attended
            ? `${what}: where ${guardrails} ended the run at calls of ${someOf(tools, 5)}, the run waits`
            : `${what}: ${guardrails} ${ids.length === 1 ? "ends" : "end"} the run at calls of ${someOf(tools, 5)}`,
          severity: severity(attended ? "dangerous" : "breaking", "dangerous", "dangerous"),
          claims: [change],
          about: [String(attended), ...ids],
          ...(attended
            ? {}
            : { wayOut: `write \`decision: deny\` in ${sayList(ids)}, so that the model is told and can go on` }),
        };
      }),
};

/** The guardrails that ask somebody, and the tools that they stand before. */
function confirmed({ guardrails, tools }: Contract): {
  readonly ids: readonly string[];
  readonly tools: readonly string[];
} {
  const asking = guardrails.filter((one) => one.decision === "confirm" && tools.some((tool) => guardsTool(one, tool)));
  return {
    ids: asking.map(({ id }) => id),
    tools: tools.filter((tool) => asking.some((one) => guardsTool(one, tool))).map(({ name }) => name),
  };
}
