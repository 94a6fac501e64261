import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import tokens from "gpt-tokenizer/bpeRanks/o200k_base";
import { defineConfig } from "rolldown";
import { packVocabulary } from "./dist/core/vocabulary.js";

/** Of all that the program is made of: what it remembers is of this build only. */
const build = createHash("sha256");
for (const path of readdirSync("dist", { recursive: true }).toSorted())
  if (path.endsWith(".js") && !/^(?:program|library)\b/.test(path)) build.update(readFileSync(join("dist", path)));

/** The program as few files: to open nine hundred takes longer than most commands work. */
const program = defineConfig({
  input: { main: "dist/cli/main.js" },
  platform: "node",
  transform: { define: { PROMPTCTL_BUILD: JSON.stringify(build.digest("hex").slice(0, 16)) } },
  // Of the two builds of one source that the package has, this one can be cut to what is used.
  resolve: { alias: { yaml: join(import.meta.dirname, "node_modules/yaml/browser/index.js") } },
  logLevel: "warn",
  // What the user installs beside us is looked for when it is asked for.
  external: [/^ai$/, /^@ai-sdk\//],
  output: {
    dir: "dist/program",
    // To start node's loader of ES modules takes a quarter of what an empty process takes, before anything is loaded.
    format: "cjs",
    // Without comments and indentation a third less has to be read; names stay, for the stacks of bug reports.
    minify: { compress: false, mangle: false, codegen: true },
    cleanDir: true,
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name].cjs",
    codeSplitting: {
      groups: groupsOf({
        program: ["cli/run"],
        say: [
          "cli/paint",
          "world/clock",
          "world/terminal",
          "report/formats/index",
          "report/formats/human",
          "report/findings",
        ],
        project: ["commands/gather/project"],
        rollback: ["commands/rollback"],
        promote: ["commands/promote"],
        status: ["commands/status"],
        contracts: ["commands/gather/contracts"],
      }),
    },
  },
  plugins: [
    { name: "plain data", load: loadPlainData },
    { name: "no programs for commander", resolveId: withoutPrograms, load: loadNothing },
    { name: "licences", generateBundle: emitLicences },
    { name: "tokens", generateBundle: emitTokens },
  ],
});
/** The id of a module in which there is nothing. */
const nothing = "\0nothing.cjs";

/** What hosts import, in the same way; packages stay packages, for them to see and to update. */
const library = defineConfig({
  input: {
    index: "dist/index.js",
    client: "dist/client/index.js",
    "ai-sdk": "dist/client/adapters/ai-sdk.js",
    anthropic: "dist/client/adapters/anthropic.js",
    openai: "dist/client/adapters/openai.js",
    opentelemetry: "dist/client/adapters/opentelemetry.js",
  },
  platform: "node",
  logLevel: "warn",
  external: [/^[^./]/],
  output: { dir: "dist/library", format: "esm", cleanDir: true, chunkFileNames: "[name].js" },
});

export default [program, library];

/**
 * What is always loaded together is one file: all that an entry imports and none before it does. By itself the bundler
 * makes dozens of small ones, one for each set of verbs.
 */
function groupsOf(groups) {
  const taken = new Set();
  return Object.entries(groups).map(([name, entries], index) => {
    const all = new Set(entries.flatMap((entry) => [...importedBy(join(import.meta.dirname, "dist", `${entry}.js`))]));
    const own = new Set([...all].filter((id) => !taken.has(id)));
    for (const id of own) taken.add(id);
    return { name, test: (id) => own.has(id), priority: 100 - index };
  });
}

/** A compiled file and all of ours that it imports when it is loaded. */
function importedBy(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  if (plainData(file)) return seen;
  const imports = readFileSync(file, "utf8").matchAll(/^(?:import|export)\s(?:[^;"']*?from\s+)?"(\.[^"]+)"/gm);
  for (const [, to] of imports) importedBy(join(file, "..", to), seen);
  return seen;
}

/** To build the encoding's tables at every start takes longer than to look up what a few texts hold of them. */
function emitTokens() {
  this.emitFile({ type: "asset", fileName: "o200k_base.tokens", source: packVocabulary(tokens) });
}

/** Who copies a package copies its licence. */
async function emitLicences(_options, bundle) {
  const modules = Object.values(bundle).flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
  const packages = new Set(modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []));
  const texts = await Promise.all([...packages].toSorted().map(licenceOf));
  this.emitFile({ type: "asset", fileName: "licences.txt", source: texts.join("\n") });
}

async function licenceOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
  const text = file === undefined ? "" : await readFile(join(folder, file), "utf8");
  return `${name} ${version}, ${license}\n\n${text.trim()}\n`;
}

/**
 * Modules that hold plain data and nothing else, whatever it is made of: the program holds the data. `explain` compares
 * nothing then, and `check` loads no rule of `diff`.
 */
function plainData(path) {
  return ["core/lint/catalogue.js", "core/diff/examples/shown.js"].some((one) => path.endsWith(`/dist/${one}`));
}

async function loadPlainData(path) {
  if (!plainData(path)) return null;
  const entries = Object.entries(await import(path));
  // A string of JSON is read faster than a literal of JavaScript.
  return entries.map(([name, value]) => `export const ${name} = JSON.parse(${inQuotes(inQuotes(value))});`).join("\n");
}

function inQuotes(value) {
  return JSON.stringify(value);
}

/** commander starts verbs that are programs of their own. We have none, and what starts programs loads half of node. */
function withoutPrograms(id, importer = "") {
  return id === "node:child_process" && importer.includes("/node_modules/commander/") ? nothing : null;
}

function loadNothing(id) {
  return id === nothing ? "module.exports = {};" : null;
}
