import { join } from "node:path";
import { planOf } from "../dist/core/shape/plan.js";

// The sources import what they need as every module does. What few calls need is taken out of the way of the others here,
// and only here: unbundled, everything works the same, and slower.

const dist = join(import.meta.dirname, "../dist");

/** A module holds plain data and nothing else, whatever it is made of: the program holds the data. */
const plainData = ["core/lint/catalogue", "core/diff/examples/shown"];

/** A module holds schemas of zod: the program holds what `fit` needs, and loads zod for what does not fit. */
const planned = [
  "agents/answer-schema",
  "core/config/schema",
  "core/contract/schema",
  "core/contract/tool-schema",
  "core/golden/schema",
  "core/lint/waivers-schema",
];

/**
 * A module holds functions and nothing else: the program loads it when the first of them is called. In kibibytes that are
 * not read where YAML is sound (190), schemas are plain (240), shapes are right (220), nothing is recorded and no words are
 * compared (30).
 */
const onCall = {
  "doubtful-yaml": ["core/yaml/compose", "core/yaml/locate", "core/yaml/scalars", "core/yaml/value"],
  "by-ajv": ["core/schema/by-ajv"],
  misfits: ["core/shape/faults"],
  recordings: ["core/golden/recording/by-schema"],
  words: ["core/diff/words"],
};

/** Node's own that most calls load and do not use: its cryptography takes a tenth of an empty process to load. */
const builtin = {
  "node:crypto": ["createHash", "hash", "randomBytes", "randomUUID"],
  "node:v8": ["setFlagsFromString"],
};

/** Files of the program beside those that it is cut into by itself: they are what `require` finds. */
const doors = { ...onCall, schemas: planned };

export const lazyEntries = Object.fromEntries(Object.keys(doors).map((name) => [name, `\0door:${name}`]));

const kindOf = new Map([
  ...plainData.map((module) => [pathOf(module), { say: sayData }]),
  ...planned.map((module) => [pathOf(module), { say: sayPlans, door: "schemas" }]),
  ...Object.entries(onCall).flatMap(([door, modules]) =>
    modules.map((module) => [pathOf(module), { say: sayFunctions, door }]),
  ),
]);

/** What the program holds instead of a module. */
export const lazyTexts = new Map(
  await Promise.all([...kindOf].map(async ([path, kind]) => [path, await textInstead(path, kind)])),
);

async function textInstead(path, { say, door }) {
  const lines = Object.entries(await import(path)).map(([key, value]) => `export ${say(key, value)};`);
  return [
    `import { planned } from ${quoted(pathOf("core/shape/fit"))};`,
    `const door = () => require("./${door}.cjs");`,
    ...lines,
  ].join("\n");
}

/** The module whose place another one takes. */
export function insteadOf(id) {
  return id.startsWith("\0lazy:") ? id.slice("\0lazy:".length) : id;
}

export const lazyModules = {
  name: "lazy modules",
  resolveId(id, importer = "") {
    if (id.startsWith("\0door:")) return id;
    if (importer.startsWith("\0lazy:") && id.startsWith("./")) return { id, external: true };
    if (Object.hasOwn(builtin, id) && importer.startsWith(dist)) return `\0builtin:${id}`;
    if (importer.startsWith("\0door:") || !id.startsWith(".")) return null;
    const path = join(importer, "..", id);
    // A schema that is made of others is made of them, and not of what stands in for them.
    const isPart = kindOf.get(importer)?.say === sayPlans;
    return kindOf.has(path) && !isPart ? `\0lazy:${path}` : null;
  },
  load(id) {
    const [, kind, name] = /^\0(door|lazy|builtin):(.*)$/.exec(id) ?? [];
    if (kind === "builtin") return builtin[name].map((key) => sayBuiltin(key, name)).join("\n");
    if (kind === "door") return doors[name].map((module) => `export * from ${quoted(pathOf(module))};`).join("\n");
    return kind === "lazy" ? lazyTexts.get(name) : null;
  },
};

/** A string of JSON is read faster than a literal of JavaScript. */
function sayData(key, value) {
  return `const ${key} = JSON.parse(${quoted(JSON.stringify(value))})`;
}

function sayPlans(key, value) {
  return `const ${key} = planned(JSON.parse(${quoted(JSON.stringify(planOf(value)))}), () => door().${key})`;
}

function sayFunctions(key, value) {
  if (typeof value !== "function" || /^class\b/.test(String(value))) throw new Error(`${key} is no function`);
  return `const ${key} = (...values) => door().${key}(...values)`;
}

function sayBuiltin(key, name) {
  return `export const ${key} = (...values) => require(${quoted(name)}).${key}(...values);`;
}

function pathOf(module) {
  return join(dist, `${module}.js`);
}

function quoted(text) {
  return JSON.stringify(text);
}
