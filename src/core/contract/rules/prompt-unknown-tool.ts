import { didYouMean } from "../../nearest.ts";
import { sayList } from "../../text.ts";
import type { Tool } from "../contract.ts";
import { namesBesideTools } from "../known-names.ts";
import { toolMentions } from "../mentions.ts";
import type { ContractRule } from "../rule.ts";
import { textsIn } from "../texts.ts";

export const promptUnknownTool: ContractRule = {
  id: "PROMPT_UNKNOWN_TOOL",
  level: "warning",
  purpose: "The prompt names tools that are offered: a model calls what it reads about, and explains the error away.",
  remedy:
    "Offer the tool, or take its name out of the prompt. A tool that is bound elsewhere belongs into the contract too: else nobody reviews it.",
  judge({ contract, written }) {
    const names = contract.tools.flatMap(({ name, aliases }) => [name, ...aliases]);
    const mentioned = textsIn(written).flatMap(({ path, text }) =>
      toolMentions(text, names)
        .filter(({ name }) => !names.includes(name))
        .map((mention) => ({ path, ...mention })),
    );
    if (mentioned.length === 0) return [];
    const others = namesBesideTools(contract);
    return mentioned
      .filter(({ name }) => !others.has(name))
      .map(({ path, name, offset }) => ({
        path,
        offset,
        message: `the prompt speaks of a tool ${name}, and there is no such tool`,
        hint: didYouMean(name, names) ?? sayOffered(contract.tools),
        about: [name],
      }));
  },
};

function sayOffered(tools: readonly Tool[]): string {
  if (tools.length === 0) return "this contract has no tools";
  const shown = tools.slice(0, most).map(({ name }) => name);
  return `the tools are ${tools.length > most ? `${shown.join(", ")}, …` : sayList(shown)}`;
}

const most = 8;
