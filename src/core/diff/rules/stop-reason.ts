import { isExactly } from "../change.ts";
import { comparedTools } from "../tool-pairs.ts";
import { type Judgement, type Rule, severity } from "../rule.ts";
import { valuesOf } from "../about.ts";

export const toolStopReasonChanged: Rule = {
  id: "TOOL_STOP_REASON_CHANGED",
  purpose: "A call of a tool ends the run with another stop reason, or ends it now, or does not any more.",
  incident:
    "A hand-over to a person ended with a new stop reason, and the queue that waited for the old one stayed empty.",
  judge(comparison) {
    const { after } = comparison;
    let left = comparison.changes;
    return comparedTools(comparison).flatMap(({ before: old, after: tool }): readonly Judgement[] => {
      const change = left.find(({ path }) => isExactly(path, ["tools", tool.name, "stop_reason"]));
      if (change === undefined) return [];
      const [was, is] = [old.stop_reason, tool.stop_reason];
      const echoes = left.filter(
        ({ kind, path }) =>
          (kind === "removed" && was !== null && isExactly(path, ["stop_reasons", was])) ||
          (kind === "added" && is !== null && isExactly(path, ["stop_reasons", is])),
      );
      const claims = [change, ...echoes];
      left = left.filter((one) => !claims.includes(one));
      const isLost = was !== null && after.tools.every(({ stop_reason }) => stop_reason !== was);
      return [
        {
          path: change.path,
          message: `${say(tool.name, was, is)}${isLost ? `; whoever waits for ${was} waits in vain` : ""}`,
          severity: severity("dangerous", "dangerous", isLost ? "breaking" : "dangerous"),
          claims,
          about: valuesOf(change),
          ...(isLost && is !== null
            ? { wayOut: `teach what reads stop reasons to read ${is} first, then release this` }
            : {}),
        },
      ];
    });
  },
};

function say(tool: string, was: string | null, is: string | null): string {
  if (was === null) return `a call of ${tool} ends the run now, with ${is ?? ""}`;
  if (is === null) return `a call of ${tool} does not end the run any more (it ended with ${was}): the agent goes on`;
  return `a call of ${tool} ends the run with ${is} now, and with ${was} before`;
}

export const stopReasonAdded: Rule = {
  id: "STOP_REASON_ADDED",
  purpose: "A run can end in one more way.",
  incident: "A dashboard counted runs with a stop reason that it did not know as errors.",
  judge: ({ changes }) =>
    changes
      .filter(({ kind, path }) => kind === "added" && isExactly(path, ["stop_reasons", "*"]))
      .map((change) => ({
        path: change.path,
        message: `a run can end with ${String(change.path[1])} now: what reads stop reasons has to know it`,
        severity: severity("safe", "safe", "dangerous"),
        claims: [change],
        wayOut: "teach what reads stop reasons to read the new one first, then release this",
      })),
};

export const stopReasonRemoved: Rule = {
  id: "STOP_REASON_REMOVED",
  purpose: "A way in which runs ended is gone.",
  incident: "Conversations were handed to people by their stop reason; it was renamed, and nobody was called any more.",
  judge: ({ changes, after }) =>
    changes
      .filter(({ kind, path }) => kind === "removed" && isExactly(path, ["stop_reasons", "*"]))
      .map((change) => {
        const reason = String(change.path[1]);
        const ending = after.tools.filter(({ stop_reason }) => stop_reason === reason).map(({ name }) => name);
        const still =
          ending.length === 0
            ? ""
            : `; ${ending.join(", ")} still ends runs with it, which this contract does not allow`;
        return {
          path: change.path,
          message: `no run ends with ${reason} any more: what is routed by it comes to nobody, and an application that still says it is refused${still}`,
          severity: severity("dangerous", "safe", "breaking"),
          claims: [change],
          wayOut: `keep ${reason} in \`stop_reasons\` until nothing says it or waits for it`,
        };
      }),
};
