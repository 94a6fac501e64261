import { isJsonObject, type Json, type JsonObject } from "../../json.ts";
import type { Incident } from "./task.ts";

/** As recorded; else as other tasks of the contract have them; else something of the right type. */
export function variablesFor({ run, contract, variables: known, defaults }: Incident): {
  readonly values: JsonObject;
  readonly guessed: readonly string[];
} {
  const declared = Object.entries(contract.variables);
  const recorded = Object.entries(run.variables ?? {}).filter(([name]) => declared.some(([one]) => one === name));
  const has = new Set(recorded.map(([name]) => name));
  const open = declared.filter(([name, schema]) => !has.has(name) && !Object.hasOwn(schema, "default"));
  // A task's own variables replace those of the defaults as a whole.
  if (recorded.length === 0 && open.every(([name]) => Object.hasOwn(defaults, name)))
    return { values: {}, guessed: [] };
  const added = open.map(
    ([name, schema]) => [name, known[name] ?? defaults[name] ?? somethingOf(schema, name)] as const,
  );
  return { values: Object.fromEntries([...recorded, ...added]), guessed: open.map(([name]) => name) };
}

function somethingOf(schema: JsonObject, name: string): Json {
  const [example] = [schema["enum"], schema["examples"]].flatMap((list) =>
    Array.isArray(list) ? (list as Json[]) : [],
  );
  if (schema["const"] !== undefined) return schema["const"];
  if (example !== undefined) return example;
  switch ([schema["type"] ?? "string"].flat()[0]) {
    case "number":
    case "integer":
      return typeof schema["minimum"] === "number" ? schema["minimum"] : 1;
    case "boolean":
      return false;
    case "array":
      return [];
    case "object":
      return Object.fromEntries(
        Object.entries(isJsonObject(schema["properties"]) ? schema["properties"] : {}).flatMap(([key, part]) =>
          isJsonObject(part) ? [[key, somethingOf(part, key)]] : [],
        ),
      );
    default:
      return name.replaceAll("_", " ");
  }
}
