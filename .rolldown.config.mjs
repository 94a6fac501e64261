import { join } from "node:path";
import { defineConfig } from "rolldown";
import { emitHelp, emitLicences, emitTokens } from "./.rolldown/assets.mjs";
import { groupsOf } from "./.rolldown/groups.mjs";
import { identityOfBuild } from "./.rolldown/identity.mjs";
import { lazyEntries, lazyModules } from "./.rolldown/lazy.mjs";
import { version } from "./dist/cli/version.js";

const always = [
  "cli/run",
  "cli/paint",
  "world/clock",
  "world/terminal",
  "report/formats/index",
  "report/formats/human",
  "report/findings",
];

/** What is loaded by common calls of the program: what of a verb's work is loaded on its way stands beside it. */
const runs = [
  // Help is what people wait for with open eyes.
  ...Array.from({ length: 8 }, () => ["cli/run"]),
  ...[
    ["check"],
    ["check", "gather/project", "gather/checked"],
    ["build"],
    ["build", "gather/project", "gather/built"],
    ["diff"],
    ["diff", "gather/diff/review", "../report/diff/review-report"],
    ["test", "../agents/model"],
    ["gate"],
    ["promote"],
    ["promote", "gather/change", "gather/sealed"],
    ["rollback"],
    ["status"],
    ["log"],
    ["show"],
    ["resolve"],
    ["analyze"],
    ["explain"],
  ].map((commands) => [...always, ...commands.map((command) => `commands/${command}`)]),
];

/** Half of it has not to be read; names of functions stay, for the stacks of bug reports. */
const minify = { compress: false, mangle: { keepNames: true }, codegen: true };

/** The program as few files: to open nine hundred takes longer than most commands work. */
const program = defineConfig({
  input: { main: "dist/cli/main.js", ...lazyEntries },
  platform: "node",
  transform: {
    define: { PROMPTCTL_BUILD: JSON.stringify(identityOfBuild()), PROMPTCTL_VERSION: JSON.stringify(version()) },
  },
  // Of the two builds of one source that the package has, this one can be cut to what is used.
  resolve: { alias: { yaml: join(import.meta.dirname, "node_modules/yaml/browser/index.js") } },
  logLevel: "warn",
  // What the user installs beside us is looked for when it is asked for.
  external: [/^ai$/, /^@ai-sdk\//],
  output: {
    dir: "dist/program",
    // To start node's loader of ES modules takes a quarter of what an empty process takes, before anything is loaded.
    format: "cjs",
    minify,
    cleanDir: true,
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name].cjs",
    codeSplitting: { groups: groupsOf(runs) },
  },
  plugins: [
    lazyModules,
    { name: "no programs for commander", resolveId: withoutPrograms, load: loadNothing },
    { name: "no imports", renderChunk: withoutImports, generateBundle: emitImported },
    { name: "ascii", generateBundle: inAscii },
    { name: "licences", generateBundle: emitLicences },
    { name: "tokens", generateBundle: emitTokens },
    { name: "help", generateBundle: emitHelp },
  ],
});

/** What is loaded before the program, to load it: alone, because none of it may be loaded twice. */
const start = defineConfig({
  input: { start: "dist/cli/start.js" },
  platform: "node",
  logLevel: "warn",
  output: { dir: "dist/start", format: "cjs", minify, cleanDir: true, entryFileNames: "[name].cjs" },
  plugins: [lazyModules],
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

export default [start, program, library];

/** commander starts verbs that are programs of their own. We have none, and what starts programs loads half of node. */
function withoutPrograms(id, importer = "") {
  return id === "node:child_process" && importer.includes("/node_modules/commander/") ? nothing : null;
}

/** To import is for a file of its own: nothing is kept of what one compiles to. What is node's own needs no import. */
function withoutImports(code) {
  return code
    .replaceAll(/\bimport\(([`"]node:[\w/]+[`"])\)/g, "Promise.resolve(require($1))")
    .replaceAll(/\bimport\(/g, 'require("./imported.cjs")(');
}

/** A text with one other letter in it takes twice the room in memory, and longer to read. */
function inAscii(_, bundle) {
  for (const file of Object.values(bundle)) {
    if (file.type !== "chunk") continue;
    // There an escape is what it looks like, and here it would be one of another sign.
    if (/\braw`[^`]*[^\0-\x7f`]|\\[^\0-\x7f]/.test(file.code))
      throw new Error(`${file.fileName} has such a letter in a raw text, or behind a backslash`);
    file.code = file.code.replaceAll(/[^\0-\x7f]/g, escapeOf);
  }
}

function escapeOf(letter) {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function emitImported() {
  this.emitFile({ type: "asset", fileName: "imported.cjs", source: "module.exports = (path) => import(path);\n" });
}

function loadNothing(id) {
  return id === nothing ? "module.exports = {};" : null;
}
