import { codeFrame } from "../place.ts";
import type { Subject } from "../rule.ts";
import type { YamlFile } from "./parse.ts";

/** A file as what a finding is about. */
export function subjectOf({ value, text, locate, locateText }: YamlFile, contract: string | null): Subject {
  return { contract, value, locate, locateText, frame: (place) => (text === "" ? null : codeFrame(text, place)) };
}
