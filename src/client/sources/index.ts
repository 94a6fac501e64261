import { Failure } from "../../core/failure.ts";
import type { Source } from "../polling/source.ts";
import type { HttpOptions } from "./http.ts";

type Open = (url: string, options: HttpOptions) => Source;

/** Every kind of source by its scheme, loaded on use: whoever reads a folder needs nothing of the network. */
const sources: Readonly<Record<string, () => Promise<Open>>> = {
  file: async () => (await import("./file.ts")).fileSource,
  http: async () => (await import("./http.ts")).httpSource,
  https: async () => (await import("./http.ts")).httpSource,
};

/** @throws Failure USAGE */
export async function openSource(url: string, options: HttpOptions = {}): Promise<Source> {
  const load = sources[url.slice(0, Math.max(0, url.indexOf(":"))).toLowerCase()];
  if (load === undefined)
    throw new Failure("USAGE", {
      message: `the source '${url}' is none of ${Object.keys(sources).join(":, ")}:`,
      hint: 'write source: "https://prompts.example.com/live", or "file:.promptctl/live"',
    });
  return (await load())(url, options);
}
