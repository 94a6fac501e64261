import type { Json } from "./json.ts";

/** A format of ours that this reader is too old for: `promptctl/pointer/2` where it knows `promptctl/pointer/1`. */
export function isLaterFormat(format: Json | undefined, known: string): boolean {
  const [, kind, number] = known.split("/");
  const [, theirs, version] = typeof format === "string" ? (/^promptctl\/([a-z]+)\/(\d{1,9})$/.exec(format) ?? []) : [];
  return theirs === kind && Number(version) > Number(number);
}
