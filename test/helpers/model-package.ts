import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A project that has one package of a provider installed; gone at the end of the test. */
export async function projectWithPackage(
  name: string,
  version: string,
  source: string,
): Promise<AsyncDisposable & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), "promptctl-model-"));
  const home = join(folder, "node_modules", name);
  await mkdir(home, { recursive: true });
  await writeFile(join(home, "package.json"), JSON.stringify({ name, version, main: "index.js" }));
  await writeFile(join(home, "index.js"), source);
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}
