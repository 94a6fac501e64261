import { isAbsolute, join } from "node:path";
import type { Source } from "../../../client/polling/source.ts";
import { fileSource } from "../../../client/sources/file.ts";
import { httpSource } from "../../../client/sources/http.ts";
import { Failure } from "../../../core/failure.ts";
import type { CacheWords } from "../../../report/propagation.ts";

/** Where one client polls; each has its own. */
export interface PolledSource extends Source {
  said(): CacheWords;
}

/**
 * A published place as a runtime names it: a folder, or where a web server serves one.
 *
 * @returns a new source for each client
 * @throws Failure USAGE
 */
export function placeAt(text: string, cwd: string): () => PolledSource {
  if (/^https?:\/\//i.test(text)) return () => pageSource(text);
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(text) && !text.startsWith("file://")) {
    const hint = "a folder, or an address that begins with https:// or http://";
    throw new Failure("USAGE", { message: `'${text}' cannot be polled from here`, hint });
  }
  const folder = text.replace(/^file:(?!\/\/)/, "");
  const url = folder.startsWith("file://") ? folder : `file:${isAbsolute(folder) ? folder : join(cwd, folder)}`;
  return () => ({ ...fileSource(url), said: () => ({ control: null, age: null }) });
}

function pageSource(url: string): PolledSource {
  let said: CacheWords = { control: null, age: null };
  const source = httpSource(url, {
    onHeaders: ({ "cache-control": control = null, age }) => {
      said = { control, age: Math.max(said.age ?? 0, Number(age ?? 0)) || null };
    },
  });
  return { ...source, said: () => said };
}
