import type { Contract } from "../../contract/contract.ts";
import { usedNames } from "../../contract/template/names.ts";
import { parseTemplate } from "../../contract/template/parse.ts";
import type { Rule } from "../rule.ts";
import { promptSeverity } from "../text/prompt.ts";

export const variableMovedIntoSystem: Rule = {
  id: "VAR_MOVED_INTO_SYSTEM",
  purpose:
    "A variable that stood in first messages only stands in the system text now: its value speaks as an instruction.",
  incident: "What customers typed moved from a message into the system text; one of them typed an instruction.",
  judge(comparison) {
    if (comparison.before.messages.every(({ content }) => !content.includes("{{"))) return [];
    const [had, has] = [usesOf(comparison.before), usesOf(comparison.after)];
    return [...has.system]
      .filter((name) => had.messages.has(name) && !had.system.has(name))
      .map((name) => ({
        path: ["variables", name],
        message: `{{${name}}} stands in the system text now, and stood in first messages only: whoever decides its value gives instructions to the model`,
        severity: promptSeverity(comparison, "dangerous", "safe"),
        claims: [],
        wayOut: `leave {{${name}}} in a first message, if people outside decide its value`,
        about: [name],
      }));
  },
};

interface Uses {
  readonly system: ReadonlySet<string>;
  readonly messages: ReadonlySet<string>;
}

function usesOf({ system, messages, variables }: Contract): Uses {
  const namesIn = (texts: readonly string[]): ReadonlySet<string> =>
    new Set(
      texts
        .filter((text) => text.includes("{{"))
        .flatMap((text) =>
          usedNames(parseTemplate(text).nodes, variables).map(({ name }) => name.split(".")[0] ?? name),
        ),
    );
  return {
    system: namesIn(system.flatMap(({ text, literal }) => (literal ? [] : [text]))),
    messages: namesIn(messages.map(({ content }) => content)),
  };
}
