import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import tokens from "gpt-tokenizer/bpeRanks/o200k_base";
import { defineConfig } from "rolldown";
import { packVocabulary } from "./dist/core/vocabulary.js";

/** The program as few files: to open nine hundred takes longer than most commands work. */
const program = defineConfig({
  input: { main: "dist/cli/main.js" },
  platform: "node",
  // write-file-atomic reads it.
  transform: { define: { __filename: "import.meta.filename" } },
  // Of the two builds of one source that the package has, this one can be cut to what is used.
  resolve: { alias: { yaml: join(import.meta.dirname, "node_modules/yaml/browser/index.js") } },
  logLevel: "warn",
  // Tables of two megabytes, and what the user installs beside us, are looked for when they are asked for.
  external: [/^gpt-tokenizer\/encoding\//, /^ai$/, /^@ai-sdk\//],
  output: {
    dir: "dist/program",
    format: "esm",
    cleanDir: true,
    chunkFileNames: "[name].js",
    codeSplitting: {
      groups: groupsOf([
        "cli/main",
        "commands/gather/project",
        "commands/rollback",
        "commands/promote",
        "commands/status",
        "commands/gather/contracts",
      ]),
    },
  },
  plugins: [
    { name: "licences", generateBundle: emitLicences },
    { name: "tokens", generateBundle: emitTokens },
  ],
});

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
function groupsOf(entries) {
  const taken = new Set();
  const runtime = { name: "runtime", test: /rolldown.runtime/, priority: entries.length + 1 };
  const groups = entries.map((entry, index) => {
    const own = new Set(
      [...importedBy(join(import.meta.dirname, "dist", `${entry}.js`))].filter((id) => !taken.has(id)),
    );
    for (const id of own) taken.add(id);
    return { name: entry.split("/").at(-1), test: (id) => own.has(id), priority: entries.length - index };
  });
  return [runtime, ...groups];
}

/** A compiled file and all of ours that it imports when it is loaded. */
function importedBy(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
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
