import { parseTemplate, type TemplateNode } from "../../contract/template/parse.ts";
import type { Piece, ReadTemplate } from "./pieces.ts";

/**
 * Reads a Mustache template; white space is as our own parser leaves it, which follows Mustache's specification.
 * Never throws.
 */
export function readMustache(text: string): ReadTemplate {
  const { nodes, faults } = parseTemplate(text);
  const [fault] = faults;
  return fault === undefined ? { pieces: nodes.map(readNode), why: null } : { pieces: null, why: fault.message };
}

function readNode(node: TemplateNode): Piece {
  if (node.kind === "text") return { kind: "text", text: node.text };
  const path = node.name === "." ? [] : node.name.split(".");
  if (node.kind === "variable") return { kind: "value", path, source: `{{${node.name}}}`, climbs: true };
  const source = `{{${node.inverted ? "^" : "#"}${node.name}}}`;
  return { kind: "section", path, source, negated: node.inverted, body: node.children.map(readNode), climbs: true };
}
