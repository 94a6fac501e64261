import { waiverLines } from "../../core/lint/waiver-lines.ts";
import { waiversName } from "../../core/lint/waivers.ts";
import { count } from "../../core/text.ts";
import { type Block, code, heading, paragraph, toned } from "../report.ts";
import type { Told } from "./told.ts";

/** The exact entry that accepts a finding, in each contract that has it. */
export function waiverEntry({ everywhere }: Told, today: string): string {
  return waiverLines(everywhere.slice(0, mostContracts), new Date(today));
}

/** One edit in a hundred contracts is not waived by pasting. */
const mostContracts = 20;

/** What to paste to live with what breaks. In a terminal, because somebody may have to go on now. */
export function waiverBlocks(told: readonly Told[], today: string): readonly Block[] {
  const breaking = told.filter(({ level }) => level === "breaking").flatMap(({ everywhere }) => everywhere);
  if (breaking.length === 0) return [];
  const shown = breaking.slice(0, mostEntries);
  const more = breaking.length - shown.length;
  return [
    heading(`To live with it, put into ${waiversName}, with a reason`),
    code(waiverLines(shown, new Date(today)), "yaml"),
    ...(more === 0
      ? []
      : [paragraph(toned("dim", `--format markdown has the other ${count(more, "entry", "entries")}`))]),
  ];
}

const mostEntries = 3;
