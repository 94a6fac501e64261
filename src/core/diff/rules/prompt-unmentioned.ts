import type { Contract, Tool } from "../../contract/contract.ts";
import { proseOf, toolMentions } from "../../contract/mentions.ts";
import type { Rule } from "../rule.ts";
import { namesIt } from "../text/names.ts";
import { promptSeverity } from "../text/prompt.ts";

export const promptToolUnmentioned: Rule = {
  id: "PROMPT_TOOL_UNMENTIONED",
  purpose: "The prompt spoke of a tool that is still offered, and does not any more.",
  incident: "The sentence that said when to search went in a clean-up; the agent answered from memory for a week.",
  judge(comparison) {
    const { before, after, renames } = comparison;
    if (promptOf(after).every((text) => text.trim() === "")) return [];
    return before.tools.flatMap((tool) => {
      const now = after.tools.find(({ name }) => name === (renames.get(tool.name) ?? tool.name));
      if (now === undefined || !speaksOf(before, [tool]) || speaksOf(after, [tool, now])) return [];
      return [
        {
          path: ["system"],
          message: `the prompt does not speak of ${now.name} any more, and the tool is still offered: the model may stop using it`,
          severity: promptSeverity(comparison, "dangerous", "safe"),
          claims: [],
          wayOut: `say when to use ${now.name}, or take the tool away`,
          about: [now.name],
        },
      ];
    });
  },
};

function speaksOf(contract: Contract, tools: readonly Tool[]): boolean {
  const names = tools.flatMap(({ name, aliases }) => [name, ...aliases]);
  return promptOf(contract).some((text) => {
    const near = names.filter((name) => text.includes(name));
    return (
      near.some((name) => namesIt(text, name)) ||
      (near.length > 0 && toolMentions(text, names).some(({ name }) => names.includes(name)))
    );
  });
}

/** What the prompt says; a tool that another tool's description names is not missed in it. */
function promptOf(contract: Contract): readonly string[] {
  return proseOf(contract)
    .filter(({ path }) => path[0] !== "tools")
    .map(({ text }) => text);
}
