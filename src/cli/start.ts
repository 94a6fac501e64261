import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { createRequire, Module } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { isInCi } from "../world/ci.ts";
import { memoryIn } from "../world/memory.ts";
import { requireCompiled } from "./compiled.ts";

/**
 * What the program's first file exports, loaded with what node made of it before: that is a quarter of what most verbs take.
 * The first call of each writes a megabyte, which is lost in a CI.
 *
 * @param path absolute
 */
export function loadProgram(path: string, { argv, env, version, arch }: NodeJS.Process): unknown {
  const require = createRequire(path);
  const [, , verb = ""] = argv;
  const isOff = isInCi({ env }) || (env["NODE_DISABLE_COMPILE_CACHE"] ?? "") !== "";
  // What is no verb is answered at once, or refused.
  const cache = isOff || !/^[a-z]+$/.test(verb) ? null : ownCache();
  if (cache === null) return require(path);
  if (nodeKeeps(Module)) {
    Module.enableCompileCache(join(cache, "compiled"));
    return require(path);
  }
  return requireCompiled(path, memoryIn(join(cache, "scripts")), `${version}-${arch}/${verb}-${placeOf(path)}`);
}

/** Errors name the files of the place where they were kept. */
function placeOf(path: string): string {
  return createHash("sha256").update(path).digest("hex").slice(0, 16);
}

/** Who writes there decides what is run: nobody but the user who runs it, also where sudo left HOME as it was. */
function ownCache(): string | null {
  try {
    const home = homedir();
    return statSync(home).uid === process.getuid?.() ? join(home, ".cache/promptctl") : null;
  } catch {
    return null;
  }
}

/** From 22.1 on. https://nodejs.org/api/module.html#moduleenablecompilecachecachedir */
function nodeKeeps(module: object): module is { enableCompileCache(folder: string): unknown } {
  return "enableCompileCache" in module;
}
