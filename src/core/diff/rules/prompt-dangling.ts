import { type Contract, toolNamed } from "../../contract/contract.ts";
import { namesBesideTools } from "../../contract/known-names.ts";
import { mentions, proseOf, toolMentions } from "../../contract/mentions.ts";
import { type Rule, severity, whereMoved } from "../rule.ts";
import { heirsOf } from "../tool-fate.ts";
import { namesIt, sayText } from "../text/names.ts";

export const promptDanglingTool: Rule = {
  id: "PROMPT_DANGLING_TOOL",
  purpose: "The prompt names a tool that the contract does not offer.",
  incident:
    "The model calls what the prompt mentions although it is not offered, explains the error away, and a refund is hallucinated.",
  judge(comparison) {
    const { before, after } = comparison;
    const former = before.tools.flatMap(({ name, aliases }) => [name, ...aliases]);
    const dangling = danglingNames(after, former);
    if (dangling.length === 0) return [];
    const already = new Set(danglingNames(before, []));
    return dangling
      .filter((name) => !already.has(name))
      .map((name) => ({ name, path: pathOf(after, name) }))
      .map(({ name, path }) => ({
        path,
        message: `${sayText(path)} speaks of ${name}, and there is no such tool: the model will call it, or claim that it did`,
        severity: severity(whereMoved(comparison, "breaking"), "breaking", "safe"),
        claims: [],
        wayOut: `let it use the name of a tool that is offered, or offer ${name}`,
        about: [name, ...heirsOf(name, comparison)],
        mention: name,
      }));
  },
};

/** Names that a text calls tools, and names that tools had before. */
function danglingNames(contract: Contract, former: readonly string[]): readonly string[] {
  const prose = proseOf(contract);
  const texts = prose.map(({ text }) => text);
  const offered = contract.tools.map(({ name }) => name);
  const called = prose.flatMap(({ text, path }) => {
    const names = toolMentions(text, [...offered, ...former]).map(({ name }) => name);
    const strange = new Set(names.filter((name) => !former.includes(name) && toolNamed(contract, name) === null));
    // A tool whose description explains many calls takes programs in a language of its own.
    return path[0] === "tools" && strange.size >= aLanguage ? names.filter((name) => !strange.has(name)) : names;
  });
  const formerly = former.filter((name) => texts.some((text) => namesIt(text, name)));
  const named = new Set([...called, ...formerly]);
  const others = named.size === 0 ? named : namesBesideTools(contract);
  return [...named].filter((name) => !others.has(name) && toolNamed(contract, name) === null);
}

const aLanguage = 3;

function pathOf(contract: Contract, name: string): readonly (string | number)[] {
  const texts = proseOf(contract);
  const named = texts.find(({ text }) => namesIt(text, name)) ?? texts.find(({ text }) => mentions(text, name));
  return named?.path ?? ["system"];
}
