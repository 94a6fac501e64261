import type { Tool } from "../../contract/contract.ts";
import type { Path } from "../../place.ts";
import { schemaParts } from "../../schema/walk.ts";
import type { Comparison, Judgement, Rule } from "../rule.ts";
import { descriptionChanges } from "../text/descriptions.ts";
import { newOrders, type Order } from "../text/orders.ts";
import { aboutWords, promptSeverity } from "../text/prompt.ts";
import { quote } from "../text/quote.ts";
import { changedWords } from "../words.ts";

export const toolDescriptionInstructionAdded: Rule = {
  id: "TOOL_DESC_INSTRUCTION_ADDED",
  purpose:
    "A description newly steers the model beyond its tool: orders, secrecy, other tools, private files, instructions set aside.",
  incident:
    "A tool that had been approved came back with a description that told the model to read a key file first, and to tell nobody.",
  judge(comparison) {
    return [...inChanged(comparison), ...inAdded(comparison)];
  },
};

function inChanged(comparison: Comparison): readonly Judgement[] {
  return descriptionChanges(comparison.changes).flatMap(({ change, described, isTool, before, after }) => {
    const orders = newOrders(before, after, otherTools(comparison, String(change.path[1]))).filter(
      ({ isEmphasis }) => isTool || !isEmphasis,
    );
    if (orders.length === 0) return [];
    return [
      {
        path: change.path,
        message: `the description of ${described} ${sayOrders(orders)}`,
        severity: promptSeverity(comparison, "dangerous", "dangerous"),
        claims: [change],
        words: changedWords(before, after),
        about: aboutWords(before, after),
      },
    ];
  });
}

/** A tool that is new brings its first descriptions: only what no description has to say is told. */
function inAdded(comparison: Comparison): readonly Judgement[] {
  const known = new Set([...comparison.before.tools.map(({ name }) => name), ...comparison.renames.values()]);
  const added = comparison.after.tools.filter(({ name }) => !known.has(name));
  return added.flatMap(descriptionsOf).flatMap(({ path, described, text }) => {
    const orders = newOrders("", text, []).filter(({ isSuspicious }) => isSuspicious);
    if (orders.length === 0) return [];
    return [
      {
        path,
        message: `the description of the new ${described} ${sayOrders(orders)}`,
        severity: promptSeverity(comparison, "dangerous", "dangerous"),
        claims: [],
        about: aboutWords("", text),
      },
    ];
  });
}

interface Description {
  readonly path: Path;
  readonly described: string;
  readonly text: string;
}

function descriptionsOf({ name, description, input }: Tool): readonly Description[] {
  return [
    { path: ["tools", name, "description"], described: name, text: description },
    ...schemaParts(input, ["tools", name, "input"]).flatMap(({ path, schema }) => {
      const text = schema["description"];
      const field = path.length === 3 ? name : `${name}.${String(path.at(-1))}`;
      return typeof text === "string" ? [{ path: [...path, "description"], described: field, text }] : [];
    }),
  ];
}

function otherTools({ after }: Comparison, tool: string): readonly string[] {
  return after.tools.map(({ name }) => name).filter((name) => name !== tool);
}

function sayOrders(orders: readonly Order[]): string {
  const [first] = orders;
  const more = orders.length === 1 ? "" : ` (and ${orders.length - 1} more)`;
  return `${first?.does ?? ""}: ${quote(first?.sentence ?? "")}${more}`;
}
