import type { Fault, RuleCard, Subject } from "../rule.ts";
import type { SourceFile } from "../source.ts";
import { codeFrame, type Place } from "../place.ts";

/** Something wrong with a file as text; the offset is a character of it. */
export type FileFault = Omit<Fault, "path"> & { readonly offset: number };

/** A rule about one file as it was written, whatever it means. */
export interface FileRule extends RuleCard {
  judge(source: SourceFile): readonly FileFault[];
}

/** A file as what a finding is about: fingerprints hold its path. */
export function subjectOfFile({ file, text }: Pick<SourceFile, "file" | "text">): Subject {
  const placeAt = (offset: number): Place => {
    const lines = text.slice(0, offset).split("\n");
    return { file, line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
  };
  return {
    contract: null,
    value: null,
    locate: () => placeAt(0),
    locateText: (_path, offset) => placeAt(offset),
    frame: (place) => codeFrame(text, place),
  };
}
