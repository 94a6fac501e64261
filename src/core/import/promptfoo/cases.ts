import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import type { Fields, Notebook } from "../notes.ts";
import { readData, readJsonDocuments } from "../read.ts";
import type { Source } from "../translation.ts";

/** One test of a configuration, and what it is called in notes. */
export interface Case {
  readonly label: string;
  readonly test: JsonObject;
}

/** What `file://` names, without that. */
export function fileNamed(value: Json): string | null {
  return typeof value === "string" && value.startsWith("file://")
    ? (value.slice("file://".length).split(":")[0] ?? null)
    : null;
}

/** Every file that a configuration names anywhere. */
export function filesNamed(value: Json): readonly string[] {
  const name = fileNamed(value);
  if (name !== null) return /\.(?:ya?ml|jsonl?|txt|md)$/.test(name) && !/[*?[\]{}]/.test(name) ? [name] : [];
  if (isJsonArray(value)) return value.flatMap(filesNamed);
  return isJsonObject(value) ? Object.values(value).flatMap(filesNamed) : [];
}

/** The tests of a configuration, those in other files and those of scenarios included. */
export function casesOf(config: Fields, related: Source["related"], notes: Notebook): readonly Case[] {
  const tests = testsIn(config.take("tests"), "tests", related, notes);
  const scenarios = [config.take("scenarios") ?? []].flat().flatMap((scenario, index) => {
    const data = isJsonObject(scenario) ? scenario : {};
    const where = `scenarios[${index}]`;
    const configs = testsIn(data["config"] ?? null, `${where}.config`, related, notes);
    const inside = testsIn(data["tests"] ?? null, `${where}.tests`, related, notes);
    return configs.flatMap((one) =>
      inside.map(({ label, test }) => ({ label: `${one.label} × ${label}`, test: mergeTests(one.test, test) })),
    );
  });
  return [...tests, ...scenarios].map(({ label, test }) => ({
    label: typeof test["description"] === "string" ? test["description"] : label,
    test,
  }));
}

function testsIn(value: Json, where: string, related: Source["related"], notes: Notebook): readonly Case[] {
  if (value === null) return [];
  const file = fileNamed(value);
  if (file !== null) return testsInFile(file, where, related, notes);
  if (!isJsonArray(value)) {
    notes.refuse(where, "", "tests are a list, or a file with one");
    return [];
  }
  return value.flatMap((item, index): readonly Case[] => {
    const label = `${where}[${index}]`;
    const inside = fileNamed(item);
    if (inside !== null) return testsInFile(inside, label, related, notes);
    if (isJsonObject(item)) return [{ label, test: item }];
    notes.refuse(label, "", "it is not a mapping");
    return [];
  });
}

function testsInFile(file: string, where: string, related: Source["related"], notes: Notebook): readonly Case[] {
  const text = related[file] ?? null;
  if (text === null) {
    notes.refuse(where, "", `${file}: only lists in YAML or JSON that lie beside it, or in this folder, are read`);
    return [];
  }
  const lines = file.endsWith(".jsonl") ? readJsonDocuments(text) : null;
  const { value, why } = lines === null || "why" in lines ? readData(text) : { value: lines, why: null };
  if (why === null && (isJsonArray(value) || isJsonObject(value))) return testsIn([value].flat(), file, related, notes);
  notes.refuse(where, "", `${file}: ${why ?? "it holds no list"}`);
  return [];
}

/** What a test adds to what holds for all of them. */
export function mergeTests(base: JsonObject, test: JsonObject): JsonObject {
  const inside = (key: string): JsonObject => ({ ...asObject(base[key]), ...asObject(test[key]) });
  const assertions = [...asList(base["assert"]), ...asList(test["assert"])];
  return {
    ...base,
    ...test,
    vars: inside("vars"),
    options: inside("options"),
    metadata: inside("metadata"),
    assert: assertions,
  };
}

/** A variable with several values is as many tests; `null` where these are more than anybody meant. */
export function expand(vars: JsonObject): readonly JsonObject[] | null {
  const lists = Object.entries(vars).map(([name, value]) => ({ name, values: isJsonArray(value) ? value : [value] }));
  if (lists.reduce((product, { values }) => product * values.length, 1) > mostTests) return null;
  return lists.reduce<readonly JsonObject[]>(
    (combinations, { name, values }) => combinations.flatMap((one) => values.map((item) => ({ ...one, [name]: item }))),
    [{}],
  );
}

export const mostTests = 1_000;

function asObject(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function asList(value: Json | undefined): readonly Json[] {
  return isJsonArray(value ?? null) ? [value ?? []].flat() : [];
}
