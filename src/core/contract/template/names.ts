import { isJsonObject, type JsonObject } from "../../json.ts";
import { propertiesOf } from "../../schema/walk.ts";
import type { TemplateNode } from "./parse.ts";

/** A variable of the contract that a template uses, and where. */
export interface UsedName {
  readonly name: string;
  readonly offset: number;
}

/**
 * The variables a template takes from outside. Inside a section over a list, names belong to the item,
 * so they are left out there.
 */
export function usedNames(
  nodes: readonly TemplateNode[],
  variables: Readonly<Record<string, JsonObject>>,
): readonly UsedName[] {
  return nodes.flatMap((node): readonly UsedName[] => {
    switch (node.kind) {
      case "text":
        return [];
      case "variable":
        return node.name === "." ? [] : [{ name: node.name, offset: node.offset }];
      case "section": {
        const inside = takesItems(node.name, variables) ? [] : usedNames(node.children, variables);
        return [{ name: node.name, offset: node.offset }, ...inside];
      }
    }
  });
}

function takesItems(name: string, variables: Readonly<Record<string, JsonObject>>): boolean {
  let schema: JsonObject | undefined;
  for (const [index, step] of name.split(".").entries()) {
    const next = index === 0 ? variables[step] : propertiesOf(schema)[step];
    schema = isJsonObject(next) ? next : undefined;
  }
  return schema?.["type"] === "array" || schema?.["items"] !== undefined;
}
