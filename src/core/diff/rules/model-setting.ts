import { isJsonArray } from "../../json.ts";
import { sayList, shortJson } from "../../text.ts";
import { isAt, isExactly } from "../change.ts";
import { saySetting, settingChanges, settingsRow } from "../model/settings.ts";
import { sameProvider } from "../model/provider.ts";
import { type Rule, severity, whereMoved } from "../rule.ts";

export const samplingChanged: Rule = {
  id: "SAMPLING_CHANGED",
  purpose: "How much chance there is in an answer is something else.",
  incident: "Golden results from before a new temperature were compared with those after it.",
  judge(comparison) {
    const changes = settingChanges(comparison, "temperature", "top_p", "top_k", "seed");
    const level = severity(whereMoved(comparison, "dangerous"), "dangerous", "safe");
    return settingsRow(
      changes,
      `${changes.map(saySetting).join("; ")}: what golden tasks measured before says little about it now`,
      level,
    );
  },
};

export const reasoningChanged: Rule = {
  id: "REASONING_CHANGED",
  purpose: "The model thinks more, or less: other answers, other cost, and a prefix cache written anew.",
  incident: "One word more of effort multiplied the bill by four.",
  judge(comparison) {
    const changes = settingChanges(comparison, "reasoning_effort", "reasoning_tokens");
    const level = severity(whereMoved(comparison, "dangerous"), "dangerous", "safe");
    return settingsRow(changes, `${changes.map(saySetting).join("; ")}: thinking is paid as output`, level);
  },
};

export const parallelCallsChanged: Rule = {
  id: "PARALLEL_CALLS_CHANGED",
  purpose: "One step of the model may call several tools at once, or may no longer.",
  incident: "Two refunds of one order were made in the same step, and each found the order unpaid out.",
  judge(comparison) {
    const changes = settingChanges(comparison, "parallel_tool_calls");
    const isOff = comparison.after.model["parallel_tool_calls"] === false;
    const what = isOff
      ? "tools are called one after the other now: more steps for the same work"
      : "one step may call several tools at once now: what carries them out has to stand that";
    return settingsRow(
      changes,
      `${changes.map(saySetting).join("; ")}: ${what}`,
      severity("dangerous", "dangerous", isOff ? "safe" : "dangerous"),
    );
  },
};

export const stopSequencesChanged: Rule = {
  id: "STOP_SEQUENCES_CHANGED",
  purpose: "Other texts end an answer.",
  incident: "A text that ends an answer also stood in the middle of good ones, and readers got half of them.",
  judge(comparison) {
    const changes = settingChanges(comparison, "stop");
    const [was, is] = [comparison.before.model["stop"], comparison.after.model["stop"]].map((list) =>
      isJsonArray(list) ? list.map((text) => shortJson(text)) : [],
    );
    const gone = (was ?? []).filter((text) => is?.includes(text) !== true);
    const come = (is ?? []).filter((text) => was?.includes(text) !== true);
    const said = [
      ...(come.length === 0 ? [] : [`${sayList(come)} ${ends(come)} an answer now`]),
      ...(gone.length === 0 ? [] : [`${sayList(gone)} ${ends(gone)} no answer any more`]),
    ];
    const message = said.length === 0 ? "the texts that end an answer stand in another order" : said.join("; ");
    const level =
      said.length === 0
        ? severity("safe", "safe", "safe")
        : severity(whereMoved(comparison, "dangerous"), "dangerous", "dangerous");
    return settingsRow(changes, message, level);
  },
};

function ends(texts: readonly string[]): string {
  return texts.length === 1 ? "ends" : "end";
}

export const modelOptionsChanged: Rule = {
  id: "MODEL_OPTIONS_CHANGED",
  purpose: "Settings that only one provider knows are something else.",
  incident: "A service tier was set for a test; production waited in the slow queue.",
  judge(comparison) {
    const { before, after } = comparison;
    const all = settingChanges(comparison, "options");
    const isSent = (provider: string): boolean =>
      [before, after].some(({ model }) => sameProvider(provider, model.provider));
    // Where options came or went as a whole they are judged by what stands in them.
    const sent = all.filter((change) => {
      if (!isExactly(change.path, ["model", "options"])) return isSent(String(change.path[2]));
      const value = change.kind === "added" ? change.after : change.kind === "removed" ? change.before : {};
      return Object.keys(value ?? {}).some(isSent);
    });
    const idle = all.filter((change) => !sent.includes(change));
    return [
      ...settingsRow(sent, sent.map(saySetting).join("; "), severity("dangerous", "dangerous", "dangerous")),
      ...settingsRow(
        idle,
        `options of another provider than ${after.model.provider} are something else; they are not sent`,
        severity("safe", "safe", "safe"),
      ),
    ].filter(({ claims }) => claims.every(({ path }) => isAt(path, ["model", "options"])));
  },
};
