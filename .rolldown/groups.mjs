import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { insteadOf, lazyTexts } from "./lazy.mjs";

const dist = join(import.meta.dirname, "../dist");
const packages = join(import.meta.dirname, "../node_modules");

/** To find and open a file takes as long as to read so many bytes of one that is open. */
const opening = 12_000;

/**
 * Which modules are one file. By itself the bundler makes dozens of small ones, one for each set of verbs; here two are
 * made one where what all runs together read and open gets less by it.
 *
 * @param runs the entries that one call of the program loads; a module that is in none of them is left to the bundler
 */
export function groupsOf(runs) {
  const needed = runs.map((entries) => closureOf(entries));
  const byRuns = new Map();
  for (const module of new Set(needed.flatMap((run) => [...run]))) {
    const name = needed.map((run) => Number(run.has(module))).join("");
    const group = { own: new Set([module]), bytes: read(module).bytes };
    byRuns.set(name, byRuns.has(name) ? united(byRuns.get(name), group) : group);
  }
  const groups = [...byRuns.values()];
  for (
    let [first, second] = bestPair(groups, needed);
    first !== undefined;
    [first, second] = bestPair(groups, needed)
  ) {
    groups.splice(groups.indexOf(second), 1);
    groups[groups.indexOf(first)] = united(first, second);
  }
  // A group takes what its modules import along, unless another was asked before: what others stand on comes first.
  return depthFirst(groups).map(({ own }, index) => ({
    name: nameOf(own),
    test: (id) => (own.has(insteadOf(id)) && !lazyTexts.has(id)) || own.has(packageOf(id)),
    priority: groups.length - index,
  }));
}

function united(first, second) {
  return { own: new Set([...first.own, ...second.own]), bytes: first.bytes + second.bytes };
}

/** Of those that can be made one, the two by which most is saved; none where nothing is. */
function bestPair(groups, needed) {
  const reached = new Map(groups.map((group) => [group, reachedFrom([group], groups)]));
  const loads = needed.map((run) => {
    const loaded = reachedFrom(
      groups.filter(({ own }) => [...own].some((module) => run.has(module))),
      groups,
    );
    const lacking = (group) => [...reached.get(group)].filter((one) => !loaded.has(one));
    return { loaded, lacking: new Map(groups.map((group) => [group, costOf(lacking(group))])) };
  });
  const saving = (first, second) =>
    loads.reduce((sum, { loaded, lacking }) => {
      if (!loaded.has(first) && !loaded.has(second)) return sum;
      return sum + opening - lacking.get(first) - lacking.get(second);
    }, 0);
  let [best, most] = [[], 0];
  for (const [index, first] of groups.entries())
    for (const second of groups.slice(index + 1)) {
      const saved = saving(first, second);
      if (saved > most && !isCircular(first, second, groups)) [best, most] = [[first, second], saved];
    }
  return best;
}

/** What is loaded with some: what they import, and what that imports. */
function reachedFrom(some, groups) {
  const seen = new Set(some);
  for (const group of seen) {
    const imports = [...importsOf(group)];
    for (const other of groups) if (imports.some((module) => other.own.has(module))) seen.add(other);
  }
  return seen;
}

function costOf(groups) {
  return groups.reduce((sum, { bytes }) => sum + opening + bytes, 0);
}

/** Files of CommonJS that need each other find one half empty. */
function isCircular(first, second, groups) {
  const both = united(first, second);
  const others = groups.filter((group) => group !== first && group !== second);
  const seen = new Set();
  const reaches = (group) =>
    [...importsOf(group)].some((module) => {
      if (both.own.has(module)) return group !== both;
      const next = others.find(({ own }) => own.has(module));
      if (next === undefined || seen.has(next)) return false;
      seen.add(next);
      return reaches(next);
    });
  return reaches(both);
}

function importsOf({ own }) {
  return new Set([...own].flatMap((module) => read(module).imports).filter((module) => !own.has(module)));
}

function depthFirst(groups) {
  const sorted = new Set();
  const visit = (group) => {
    if (sorted.has(group)) return;
    for (const module of importsOf(group)) {
      const next = groups.find(({ own }) => own.has(module));
      if (next !== undefined) visit(next);
    }
    sorted.add(group);
  };
  for (const group of groups) visit(group);
  return [...sorted];
}

/** By its largest module. */
function nameOf(own) {
  const modules = [...own].filter((module) => module.startsWith(dist) && !lazyTexts.has(module));
  const [largest = dist] = modules.toSorted((one, other) => read(other).bytes - read(one).bytes);
  return largest.slice(dist.length + 1, -".js".length).replaceAll("/", "-");
}

/** Compiled files, and all of ours that they import when they are loaded. */
function closureOf(entries) {
  const seen = new Set();
  const visit = (module) => {
    if (seen.has(module)) return;
    seen.add(module);
    for (const next of read(module).imports) visit(next);
  };
  for (const entry of entries) visit(join(dist, `${entry}.js`));
  return seen;
}

const known = new Map();

function read(module) {
  if (!known.has(module)) known.set(module, weigh(module));
  return known.get(module);
}

function weigh(module) {
  if (lazyTexts.has(module)) return { imports: [], bytes: lazyTexts.get(module).length };
  return module.startsWith(packages) ? weighPackage(module) : weighModule(module);
}

function weighModule(module) {
  const text = readFileSync(module, "utf8");
  const imports = [...text.matchAll(/^(?:import|export)\s(?:[^;"']*?from\s+)?"(?!node:)([^"]+)"/gm)];
  return {
    imports: imports.map(([, to]) => (to.startsWith(".") ? join(module, "..", to) : packageOf(join(packages, to)))),
    bytes: text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|^\s+/gm, "").length,
  };
}

/** About as much as is beside the file that is imported. */
function weighPackage(folder) {
  const entry = createRequire(import.meta.url).resolve(folder);
  const files = readdirSync(dirname(entry)).filter((file) => /\.[cm]?js$/.test(file));
  const bytes = files.map((file) => statSync(join(dirname(entry), file)).size).reduce((sum, size) => sum + size, 0);
  return { imports: [], bytes };
}

function packageOf(path) {
  const [folder = null] = path.startsWith(packages)
    ? (/^(?:@[^/]+\/)?[^/]+/.exec(path.slice(packages.length + 1)) ?? [])
    : [];
  return folder === null ? null : join(packages, folder);
}
