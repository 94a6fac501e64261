import { mkdirSync, statSync } from "node:fs";
import { createRequire, Module } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { digestOf, hexOf } from "../core/bundle/digest.ts";
import { isInCi } from "../world/ci.ts";
import { memoryIn } from "../world/memory.ts";
import { requireCompiled } from "./compiled.ts";

/**
 * What the program's first file exports, loaded with what node made of it before: that is a quarter of what most verbs take.
 * The first call of each writes a megabyte, which is lost in a CI.
 *
 * @param path absolute
 */
export function loadProgram(path: string, host: NodeJS.Process): unknown {
  const { argv, env } = host;
  const require = createRequire(path);
  const isOff = isInCi(host) || (env["NODE_DISABLE_COMPILE_CACHE"] ?? "") !== "";
  // What is no verb is answered at once, or refused.
  const cache = isOff || !/^[a-z]+$/.test(argv[2] ?? "") ? null : ownCache();
  if (cache === null) return require(path);
  if (nodeKeeps(Module)) {
    Module.enableCompileCache(join(cache, "compiled"));
    return require(path);
  }
  return requireCompiled(path, memoryIn(join(cache, "scripts")), nameOf(path, host));
}

/** Errors name the files of the place where they were kept, and V8 takes nothing that was made by other settings. */
function nameOf(path: string, { argv: [, , verb = ""], env, execArgv, version, arch }: NodeJS.Process): string {
  const made = hexOf(digestOf(JSON.stringify([path, execArgv, env["NODE_OPTIONS"]])));
  return `${version}-${arch}/${verb}-${made.slice(0, 16)}`;
}

/** Who writes there decides what is run: nobody but the user who runs it, also where sudo left HOME as it was. */
function ownCache(): string | null {
  const user = process.getuid?.() ?? null;
  try {
    if (statSync(homedir()).uid !== user) return null;
    const cache = join(homedir(), ".cache/promptctl");
    mkdirSync(cache, { recursive: true, mode: 0o700 });
    const { uid, mode } = statSync(cache);
    return uid === user && (mode & forOthers) === 0 ? cache : null;
  } catch {
    return null;
  }
}

/** To write, for the group and for everybody. */
const forOthers = 0o022;

/** From 22.1 on. https://nodejs.org/api/module.html#moduleenablecompilecachecachedir */
function nodeKeeps(module: object): module is { enableCompileCache(folder: string): unknown } {
  return "enableCompileCache" in module;
}
