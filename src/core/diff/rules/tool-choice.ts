import { toolNamed, toolNameOf } from "../../contract/contract.ts";
import type { Json } from "../../json.ts";
import { saySetting, settingChanges, settingsRow } from "../model/settings.ts";
import { type Rule, severity, whereMoved } from "../rule.ts";

export const toolChoiceDangling: Rule = {
  id: "TOOL_CHOICE_DANGLING",
  purpose: "The model is made to call a tool that is not there: the provider refuses the request.",
  incident: "A tool was renamed, the setting that forces it was not, and every request came back with a 400.",
  judge(comparison) {
    const { before, after, renames } = comparison;
    const chosen = forcedTool(after.model["tool_choice"]);
    if (chosen === null || toolNamed(after, chosen) !== null) return [];
    const isInherited = before.model["tool_choice"] === chosen && toolNamed(before, chosen) === null;
    if (isInherited) return [];
    const target = renames.get(chosen);
    const fate =
      target === undefined
        ? `there is no tool ${chosen}${toolNamed(before, chosen) === null ? "" : " any more"}`
        : `this change renames ${chosen} to ${target}`;
    return [
      {
        path: ["model", "tool_choice"],
        message: `the model is made to call ${chosen}, and ${fate}: the provider refuses every request`,
        severity: severity(whereMoved(comparison, "breaking"), "breaking", "safe"),
        claims: settingChanges(comparison, "tool_choice"),
        wayOut:
          target === undefined
            ? "write the name of a tool that is offered, or take `tool_choice` out"
            : `write \`tool_choice: ${target}\``,
        about: [chosen],
      },
    ];
  },
};

export const toolChoiceChanged: Rule = {
  id: "TOOL_CHOICE_CHANGED",
  purpose: "Whether the model calls a tool, and which, is left to it in another way.",
  incident: "An agent that had to call a tool in each step could never answer.",
  judge(comparison) {
    const { before, after, renames } = comparison;
    const changes = settingChanges(comparison, "tool_choice");
    const [was, is] = [forcedTool(before.model["tool_choice"]), forcedTool(after.model["tool_choice"])];
    const old = was === null ? null : toolNameOf(before, was);
    const isSame = old !== null && is !== null && (renames.get(old) ?? old) === toolNameOf(after, is);
    if (isSame)
      return settingsRow(
        changes,
        `tool_choice follows ${was ?? ""} to its new name ${is}`,
        severity("safe", "safe", "safe"),
      );
    const message = `${changes.map(saySetting).join("; ")}: ${sayChoice(after.model["tool_choice"])}`;
    return settingsRow(changes, message, severity("dangerous", "dangerous", "safe"));
  },
};

function sayChoice(choice: Json | undefined): string {
  if (choice === "none") return "the model calls no tool";
  if (choice === "required" || choice === "any") return "the model has to call a tool in each step";
  const forced = forcedTool(choice);
  return forced === null ? "the model decides whether it calls a tool" : `the model has to call ${forced} in each step`;
}

/** The tool that is named, where it is not one of the words. */
function forcedTool(choice: Json | undefined): string | null {
  return typeof choice !== "string" || ["auto", "none", "required", "any"].includes(choice) ? null : choice;
}
