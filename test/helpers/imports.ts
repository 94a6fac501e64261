import { readdir, readFile } from "node:fs/promises";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";

/** One import of a source file: another file of `src`, or a package. Imports of types alone are not there at run time. */
export interface Import {
  readonly from: string;
  readonly to: string;
  readonly kind: "file" | "package" | "builtin";
  readonly typeOnly: boolean;
  readonly lazy: boolean;
}

const src = fileURLToPath(new URL("../../src/", import.meta.url));

export async function sourceFiles(): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(src, { recursive: true });
  const paths = entries.filter((path) => path.endsWith(".ts")).toSorted();
  return new Map(await Promise.all(paths.map(async (path) => [path, await readFile(src + path, "utf8")] as const)));
}

export function importsOf(from: string, text: string): readonly Import[] {
  const eager = [...text.matchAll(/^(?:import|export)\s(?:(type)\s)?([^;"']*?from\s+)?"([^"]+)"/gm)].map(
    ([, type, names, target]) => read(from, target ?? "", type !== undefined || onlyTypes(names ?? ""), false),
  );
  const lazy = [...text.matchAll(/import\("([^"]+)"\)/g)].map(([, target]) => read(from, target ?? "", false, true));
  return [...eager, ...lazy];
}

/** `{ type A, type B } from` */
function onlyTypes(names: string): boolean {
  const inside = /\{([^}]*)\}/.exec(names)?.[1];
  if (inside === undefined || !names.trimStart().startsWith("{")) return false;
  const listed = inside
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  return listed.length > 0 && listed.every((name) => name.startsWith("type "));
}

function read(from: string, target: string, typeOnly: boolean, lazy: boolean): Import {
  if (target.startsWith("."))
    return { from, to: posix.join(posix.dirname(from), target), kind: "file", typeOnly, lazy };
  if (target.startsWith("node:")) return { from, to: target, kind: "builtin", typeOnly, lazy };
  const [scope = "", name = ""] = target.split("/");
  return { from, to: scope.startsWith("@") ? `${scope}/${name}` : scope, kind: "package", typeOnly, lazy };
}

/** Everything that is loaded with a file: follows run-time imports, lazy ones too where asked. */
export async function closureOf(entry: string, { lazy }: { lazy: boolean }): Promise<readonly Import[]> {
  const files = await sourceFiles();
  const seen = new Set<string>();
  const found: Import[] = [];
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const one of importsOf(path, files.get(path) ?? "")) {
      if (one.typeOnly || (one.lazy && !lazy)) continue;
      found.push(one);
      if (one.kind === "file") visit(one.to);
    }
  };
  visit(entry);
  return found;
}
