import { type Contract, toolNamed } from "../../contract/contract.ts";
import { namesBesideTools } from "../../contract/known-names.ts";
import { mentions, proseOf, toolMentions } from "../../contract/mentions.ts";
import { type Rule, severity } from "../rule.ts";

export const promptDanglingTool: Rule = {
  id: "PROMPT_DANGLING_TOOL",
  purpose: "The prompt names a tool that the contract does not offer.",
  incident:
    "The model calls what the prompt mentions although it is not offered, explains the error away, and a refund is hallucinated.",
  judge({ before, after }) {
    const already = new Set(danglingNames(before, []));
    const former = before.tools.flatMap(({ name, aliases }) => [name, ...aliases]);
    return danglingNames(after, former)
      .filter((name) => !already.has(name))
      .map((name) => ({
        path: pathOf(after, name),
        message: `the prompt speaks of ${name}, and there is no such tool: the model will call it, or claim that it did`,
        severity: severity("safe", "breaking", "safe"),
        claims: [],
        wayOut: `let the prompt use the name of a tool that is offered, or offer ${name}`,
      }));
  },
};

/** Names that the prompt calls tools, and names that tools had before. */
function danglingNames(contract: Contract, former: readonly string[]): readonly string[] {
  const texts = proseOf(contract).map(({ text }) => text);
  const offered = contract.tools.map(({ name }) => name);
  const named = new Set(texts.flatMap((text) => toolMentions(text, offered).map(({ name }) => name)));
  const others = named.size === 0 ? named : namesBesideTools(contract);
  return [
    ...new Set([
      ...[...named].filter((name) => !others.has(name)),
      ...former.filter((name) => texts.some((text) => mentions(text, name))),
    ]),
  ].filter((name) => toolNamed(contract, name) === null);
}

function pathOf(contract: Contract, name: string): readonly (string | number)[] {
  return proseOf(contract).find(({ text }) => mentions(text, name))?.path ?? ["system"];
}
