import { waiverLines } from "../../core/lint/waiver-lines.ts";
import { waiversName } from "../../core/lint/waivers-name.ts";
import { count } from "../../core/text.ts";
import { type Block, code, heading, paragraph, toned } from "../report.ts";
import type { Decision } from "./review-report.ts";
import type { Told } from "./told.ts";

/** The exact entry that accepts a finding, in each contract that has it. */
export function waiverEntry({ everywhere }: Told, today: string): string {
  return waiverLines(everywhere.slice(0, mostContracts), new Date(today));
}

/** One edit in a hundred contracts is not waived by pasting. */
const mostContracts = 20;

/**
 * What to paste to live with what was refused: somebody may have to go on now. Where nothing was refused, how to get it.
 */
export function waiverBlocks(told: readonly Told[], today: string, { answer, failOn }: Decision): readonly Block[] {
  if (answer !== "no") {
    // Who set a limit that refuses nothing has nothing to waive.
    const isAsked = failOn === null && told.some(({ level }) => level !== "safe");
    return isAsked ? [paragraph(toned("dim", howToWaive))] : [];
  }
  const isRefused = ({ level }: Told): boolean =>
    level === "breaking" || (level === "dangerous" && failOn?.includes("dangerous") === true);
  const refused = told.filter(isRefused).flatMap(({ everywhere }) => everywhere);
  if (refused.length === 0) return [];
  const shown = refused.slice(0, mostEntries);
  const more = refused.length - shown.length;
  return [
    heading(`To live with it, put into ${waiversName}, with a reason`),
    code(waiverLines(shown, new Date(today)), "yaml"),
    ...(more === 0
      ? []
      : [paragraph(toned("dim", `--format markdown has ${count(more, "more entry", "more entries")}`))]),
  ];
}

const mostEntries = 5;

const howToWaive = `→ to accept a change until a day: ${waiversName}; --format markdown prints the entries`;
