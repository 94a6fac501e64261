import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import tokens from "gpt-tokenizer/bpeRanks/o200k_base";
import { formatNames } from "../dist/cli/output.js";
import { readCommandLine } from "../dist/cli/program.js";
import { commands } from "../dist/commands/index.js";
import { packVocabulary } from "../dist/core/vocabulary.js";

/** To make the help of all commands takes longer than to start node. */
export function emitHelp() {
  let source = "";
  const write = (text) => (source += text);
  try {
    readCommandLine(["--help"], { commands, version: "", formats: formatNames, write, writeError: write });
  } catch (error) {
    if (error.code !== "commander.helpDisplayed") throw error;
  }
  this.emitFile({ type: "asset", fileName: "help.txt", source });
}

/** To build the encoding's tables at every start takes longer than to look up what a few texts hold of them. */
export function emitTokens() {
  this.emitFile({ type: "asset", fileName: "o200k_base.tokens", source: packVocabulary(tokens) });
}

/** Who copies a package copies its licence. */
export async function emitLicences(_options, bundle) {
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
