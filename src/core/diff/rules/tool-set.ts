import type { Tool } from "../../contract/contract.ts";
import { count, thousands } from "../../text.ts";
import { tokenEncoding } from "../../tokens.ts";
import type { Comparison, Rule } from "../rule.ts";
import { promptSeverity } from "../text/prompt.ts";
import { wordsOf } from "../text/tokens.ts";
import { nameChange } from "../tool-actions.ts";
import { comparedTools } from "../tool-pairs.ts";
import { argumentLikeness, descriptionLikeness, type Traits, traitsOf } from "../tool-likeness.ts";

export const toolSetOverlap: Rule = {
  id: "TOOL_SET_OVERLAP",
  purpose:
    "A tool that is new, or described anew, is described nearly like another one: the model cannot tell them apart.",
  incident: "Two searches with the same description: the model took the one that everybody thought was out of use.",
  judge(comparison) {
    const touched = new Set(touchedTools(comparison));
    if (touched.size === 0 || touched.size * comparison.after.tools.length > mostPairs) return [];
    const tools = comparison.after.tools.map(traitsOf);
    const changed = tools.filter(({ tool }) => touched.has(tool.name));
    const former = new Map(comparedTools(comparison).map((pair) => [pair.after.name, traitsOf(pair.before)]));
    const wereTwins = (one: Traits, other: Traits): boolean => {
      const [was, were] = [former.get(one.tool.name), former.get(other.tool.name)];
      return was !== undefined && were !== undefined && areTwins(was, were);
    };
    const seen = new Set<string>();
    return changed.flatMap((one) => {
      const twin = tools.find(
        (other) => other !== one && !seen.has(other.tool.name) && areTwins(one, other) && !wereTwins(one, other),
      );
      if (twin === undefined) return [];
      seen.add(one.tool.name);
      const [name, other] = [one.tool.name, twin.tool.name];
      return [
        {
          path: ["tools", name],
          message: `${name} is described nearly like ${other}, and takes nearly the same arguments: the model cannot tell which of them is meant`,
          severity: promptSeverity(comparison, "dangerous", "safe"),
          claims: [],
          wayOut: `say in the description of ${name} when it is right and ${other} is not, or take one of them out`,
          about: [other],
        },
      ];
    });
  },
};

export const toolSetTooLarge: Rule = {
  id: "TOOL_SET_TOO_LARGE",
  purpose: "The model chooses among many more tools, or reads many more definitions, than before this change.",
  incident: "A server of ninety tools was added; the agent forgot the three that it had always used.",
  judge(comparison) {
    const { before, after, tokens } = comparison;
    const many = passed(tools, before.tools.length, after.tools.length);
    const long = passed(definitions, tokens.before.tools, tokens.after.tools);
    if (many === null && long === null) return [];
    const had = before.tools.length === after.tools.length ? "" : `, and had ${before.tools.length}`;
    return [
      {
        path: ["tools"],
        message: `the model chooses among ${count(after.tools.length, "tool")}${had}; their definitions are ${thousands(tokens.after.tools)} tokens of every request (${tokenEncoding}): with so many it takes the wrong one more often`,
        severity: promptSeverity(comparison, "dangerous", "safe"),
        claims: [],
        wayOut: "offer only the tools that this agent needs, or give a part of the work to another contract",
        about: [String(many ?? ""), String(long ?? "")],
      },
    ];
  },
};

/** The first is what OpenAI takes at most ("Function calling", 2025); half and a quarter of it are worth a look. */
const tools = [128, 64, 32];
/** A tenth of a window of 128,000 tokens, and what follows. */
const definitions = [51_200, 25_600, 12_800];

/** The highest limit that was passed; `null` where none was. */
function passed(limits: readonly number[], before: number, after: number): number | null {
  return limits.find((limit) => after > limit && before <= limit) ?? null;
}

/** New tools, and those whose description is another one. */
function touchedTools(comparison: Comparison): readonly string[] {
  const same = comparedTools(comparison).filter(({ before, after }) => before.description === after.description);
  const untouched = new Set(same.map(({ after }) => after.name));
  return comparison.after.tools.map(({ name }) => name).filter((name) => !untouched.has(name));
}

/** Where everything is new, or was described anew, nobody looks for twins. */
const mostPairs = 10_000;

/** A short description says too little to be another one's. */
function areTwins(one: Traits, other: Traits): boolean {
  const [few, many] = [one.description.total, other.description.total].toSorted((left, right) => left - right);
  if (few === undefined || many === undefined || few < 4 || few < many * 0.8) return false;
  if (descriptionLikeness(one, other) < 0.9) return false;
  const given = argumentLikeness(one, other);
  if (given !== null && given < 0.7) return false;
  return nameChange(one.words, other.words) !== "another" && !isOpposite(one.tool, other.tool);
}

/** Their descriptions differ in the very word that tells them apart: "suspends the line", "resumes the line". */
function isOpposite(one: Tool, other: Tool): boolean {
  return nameChange(wordsOf(one.description), wordsOf(other.description)) === "another";
}
