import { Failure } from "../../failure.ts";
import type { Json, JsonObject } from "../../json.ts";
import type { SystemPart } from "../contract.ts";
import { parseTemplate, type TemplateNode } from "./parse.ts";
import { follow, renderNodes, sayValue } from "./render.ts";

/**
 * Texts in a row, ready to be filled in again and again: what stands between two holes is one text, and a hole knows
 * where its value stands in a list. A runtime says the same texts in every conversation: to look values up by their
 * names, in an object made for each rendering, takes five times as long.
 */
export interface Prepared {
  readonly begin: string;
  readonly holes: readonly Hole[];
}

type Hole = Filling & { readonly after: string };

type Filling =
  | { readonly kind: "value"; readonly name: string; readonly at: number; readonly steps: readonly string[] }
  /** A section, or a name that nothing is known of. */
  | { readonly kind: "node"; readonly node: TemplateNode }
  /** Instead of a template that is wrong: said when it is rendered. */
  | { readonly kind: "fault"; readonly why: string };

/** @param names those of the values, in their order */
export function prepare(texts: readonly SystemPart[], names: readonly string[]): Prepared {
  let begin = "";
  const holes: Hole[] = [];
  for (const piece of texts.flatMap((text) => piecesOf(text, names))) {
    const last = holes.at(-1);
    if (typeof piece !== "string") holes.push({ ...piece, after: "" });
    else if (last === undefined) begin += piece;
    else holes[holes.length - 1] = { ...last, after: last.after + piece };
  }
  return { begin, holes };
}

function piecesOf({ text, literal }: SystemPart, names: readonly string[]): readonly (string | Filling)[] {
  if (literal || !text.includes("{{")) return [text];
  const { nodes, faults } = parseTemplate(text);
  const [fault] = faults;
  if (fault !== undefined) return [{ kind: "fault", why: `${fault.message}; ${fault.hint}` }];
  return nodes.map((node) => (node.kind === "text" ? node.text : fillingOf(node, names)));
}

function fillingOf(node: TemplateNode & { readonly name: string }, names: readonly string[]): Filling {
  const [root = "", ...steps] = node.name.split(".");
  const at = names.indexOf(root);
  return node.kind === "section" || at === -1 ? { kind: "node", node } : { kind: "value", name: node.name, at, steps };
}

/**
 * @param values in the order of the names; `undefined` where one has none
 * @param context the same by name: asked for where there are sections
 * @throws Failure BAD_TEMPLATE
 */
export function fillIn(
  { begin, holes }: Prepared,
  values: readonly (Json | undefined)[],
  context: () => JsonObject,
): string {
  let text = begin;
  for (const hole of holes) {
    const value = hole.kind === "value" && hole.steps.length === 0 ? values[hole.at] : undefined;
    text += typeof value === "string" ? value : fill(hole, values, context);
    text += hole.after;
  }
  return text;
}

function fill(hole: Filling, values: readonly (Json | undefined)[], context: () => JsonObject): string {
  switch (hole.kind) {
    case "value":
      return sayValue(hole.name, follow(hole.name, hole.steps, values[hole.at]));
    case "node":
      return renderNodes([hole.node], context());
    case "fault":
      throw new Failure("BAD_TEMPLATE", { why: hole.why });
  }
}
