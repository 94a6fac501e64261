import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { propertiesOf } from "../../schema/walk.ts";
import { sayList } from "../../text.ts";
import type { TemplateFault, TemplateNode } from "./parse.ts";

type Variables = Readonly<Record<string, JsonObject>>;

/** A variable of the contract that a template uses, and where. */
export interface UsedName {
  readonly name: string;
  readonly offset: number;
}

/**
 * The variables a template takes from outside. Inside a section over a list, names belong to the item,
 * so they are left out there.
 */
export function usedNames(nodes: readonly TemplateNode[], variables: Variables): readonly UsedName[] {
  return nodes.flatMap((node): readonly UsedName[] => {
    switch (node.kind) {
      case "text":
        return [];
      case "variable":
        return node.name === "." ? [] : [{ name: node.name, offset: node.offset }];
      case "section": {
        const list = schemaOf(node.name, { variables });
        const inside = list !== null && takesItems(list) ? [] : usedNames(node.children, variables);
        return [...(node.name === "." ? [] : [{ name: node.name, offset: node.offset }]), ...inside];
      }
    }
  });
}

/**
 * Uses of declared variables that no value of theirs can render: a step that their schema does not have,
 * a list that is printed, a section over text. What a schema leaves open is not judged.
 */
export function misusedNames(nodes: readonly TemplateNode[], variables: Variables): readonly TemplateFault[] {
  return misusesIn(nodes, { variables });
}

/** Where names are looked up: among the variables, or in the item of a list. `null` where nothing is known. */
type Scope = { readonly variables: Variables } | { readonly item: JsonObject } | null;

function misusesIn(nodes: readonly TemplateNode[], scope: Scope): readonly TemplateFault[] {
  return nodes.flatMap((node): readonly TemplateFault[] => {
    if (node.kind === "text") return [];
    const { name, offset } = node;
    const missing = missingStep(name, scope);
    if (missing !== null) return [{ offset, ...missing }];
    const schema = schemaOf(name, scope);
    if (node.kind === "variable")
      return schema === null ? [] : printed(name, schema).map((fault) => ({ offset, ...fault }));
    const own = schema === null ? [] : sectioned(name, schema).map((fault) => ({ offset, ...fault }));
    return [...own, ...misusesIn(node.children, scopeInside(schema, scope))];
  });
}

/** A condition keeps the names around it; of a section that can be either, nothing is known. */
function scopeInside(schema: JsonObject | null, around: Scope): Scope {
  if (schema === null) return null;
  if (!takesItems(schema)) return typesOf(schema).includes("boolean") ? around : null;
  const items = schema["items"];
  return !typesOf(schema).includes("boolean") && isJsonObject(items) ? { item: items } : null;
}

function printed(name: string, schema: JsonObject): readonly Omit<TemplateFault, "offset">[] {
  const types = typesOf(schema);
  if (types.length === 0 || types.some((type) => !["array", "object", "null"].includes(type))) return [];
  const message = `\`${name}\` is ${types.includes("array") ? "a list" : "a mapping"}: only text, numbers and booleans are printed`;
  const hint = types.includes("array")
    ? `write {{#${name}}} … {{/${name}}}; inside it {{.}} is the item, and {{field}} a field of it`
    : `name a field of it: {{${name}.${Object.keys(propertiesOf(schema))[0] ?? "field"}}}`;
  return [{ message, hint }];
}

function sectioned(name: string, schema: JsonObject): readonly Omit<TemplateFault, "offset">[] {
  const types = typesOf(schema);
  if (types.length === 0 || types.includes("boolean") || types.includes("array")) return [];
  return [
    {
      message: `a section takes a list or a boolean, and \`${name}\` is declared as ${sayList(types, "or")}`,
      hint: types.includes("object")
        ? `name its fields in full: {{${name}.field}}`
        : "declare a boolean variable for the condition, and let the application decide",
    },
  ];
}

function missingStep(name: string, scope: Scope): Omit<TemplateFault, "offset"> | null {
  if (scope === null || name === ".") return null;
  const steps = name.split(".");
  const inItem = "item" in scope;
  let schema = firstSchema(steps, scope);
  for (const [index, step] of (inItem ? steps : steps.slice(1)).entries()) {
    if (schema === null) return null;
    if (isClosed(schema) && !Object.hasOwn(propertiesOf(schema), step)) {
      const owner = steps.slice(0, inItem ? index : index + 1).join(".");
      const fields = Object.keys(propertiesOf(schema));
      return {
        message: `${owner === "" ? "the item" : `\`${owner}\``} has no field \`${step}\``,
        hint: `${fields.length > 0 ? `it has ${sayList(fields)}; ` : ""}declare the field in its schema, or name another`,
      };
    }
    schema = childOf(schema, step);
  }
  return null;
}

/** The schema of a name; `null` where it is not known. */
function schemaOf(name: string, scope: Scope): JsonObject | null {
  if (scope === null) return null;
  if (name === ".") return "item" in scope ? scope.item : null;
  const steps = name.split(".");
  let schema = firstSchema(steps, scope);
  for (const step of "item" in scope ? steps : steps.slice(1)) schema = schema === null ? null : childOf(schema, step);
  return schema;
}

function firstSchema([first = ""]: readonly string[], scope: NonNullable<Scope>): JsonObject | null {
  if ("item" in scope) return scope.item;
  return Object.hasOwn(scope.variables, first) ? (scope.variables[first] ?? null) : null;
}

function childOf(schema: JsonObject, step: string): JsonObject | null {
  const properties = propertiesOf(schema);
  const child = Object.hasOwn(properties, step) ? properties[step] : undefined;
  return isJsonObject(child) ? child : null;
}

/** Says all its fields: nothing in it lets others in. */
function isClosed(schema: JsonObject): boolean {
  if (open.some((keyword) => Object.hasOwn(schema, keyword))) return false;
  if (schema["additionalProperties"] === true || isJsonObject(schema["additionalProperties"])) return false;
  return Object.keys(propertiesOf(schema)).length > 0;
}

const open = ["$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "if", "patternProperties", "dependentSchemas"];

function takesItems(schema: JsonObject): boolean {
  return typesOf(schema).includes("array") || schema["items"] !== undefined;
}

function typesOf({ type }: { readonly type?: Json }): readonly string[] {
  return (isJsonArray(type) ? type : [type ?? null]).filter((one) => typeof one === "string");
}
