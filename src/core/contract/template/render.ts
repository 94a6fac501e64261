import { Failure } from "../../failure.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { parseTemplate, type TemplateNode } from "./parse.ts";

/**
 * Renders strictly: a name without a value is an error, never raw text and never nothing. Values are
 * never HTML-escaped, and names are looked up in the innermost list item only (no climbing).
 *
 * @throws Failure BAD_TEMPLATE
 */
export function renderTemplate(text: string, values: JsonObject): string {
  if (!text.includes("{{")) return text;
  const { nodes, faults } = parseTemplate(text);
  const [fault] = faults;
  if (fault !== undefined) throw new Failure("BAD_TEMPLATE", { why: `${fault.message}; ${fault.hint}` });
  return renderNodes(nodes, values);
}

export function renderNodes(nodes: readonly TemplateNode[], context: Json): string {
  let text = "";
  for (const node of nodes) text += renderNode(node, context);
  return text;
}

function renderNode(node: TemplateNode, context: Json): string {
  switch (node.kind) {
    case "text":
      return node.text;
    case "variable":
      return sayValue(node.name, lookUp(node.name, context));
    case "section":
      return renderSection(node, lookUp(node.name, context), context);
  }
}

function renderSection(section: TemplateNode & { kind: "section" }, value: Json, context: Json): string {
  if (typeof value === "boolean") return value === section.inverted ? "" : renderNodes(section.children, context);
  if (!isJsonArray(value)) {
    throw new Failure("BAD_TEMPLATE", { why: `the section \`${section.name}\` takes a list or a boolean` });
  }
  if (section.inverted) return value.length === 0 ? renderNodes(section.children, context) : "";
  return value.map((item) => renderNodes(section.children, item)).join("");
}

export function lookUp(name: string, context: Json): Json {
  return name === "." ? context : follow(name, name.split("."), context);
}

/** @param name what the steps are of, for the message */
export function follow(name: string, steps: readonly string[], context: Json | undefined): Json {
  let value = context;
  for (const step of steps) value = isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  if (value === undefined) throw new Failure("BAD_TEMPLATE", { why: `the variable \`${name}\` has no value` });
  return value;
}

export function sayValue(name: string, value: Json): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new Failure("BAD_TEMPLATE", { why: `the variable \`${name}\` is not text, a number or a boolean` });
}
