import { Failure } from "../../core/failure.ts";
import type { Source } from "../source.ts";
import { fileSource } from "./file.ts";

/** Every kind of source by its scheme. */
const sources: Readonly<Record<string, (url: string) => Source>> = { file: fileSource };

/** @throws Failure USAGE */
export function openSource(url: string): Source {
  const open = sources[url.slice(0, Math.max(0, url.indexOf(":")))];
  if (open === undefined)
    throw new Failure("USAGE", {
      message: `the source '${url}' is none of ${Object.keys(sources).join(":, ")}:`,
      hint: 'write source: "file:.promptctl/live"',
    });
  return open(url);
}
