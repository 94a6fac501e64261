import { waiversName } from "../../core/lint/waivers-name.ts";
import { helpOf } from "../notices.ts";
import { type Block, code, item, paragraph, words } from "../report.ts";
import { sayReach } from "./audiences.ts";
import { clipped, sayWhat } from "./change-row.ts";
import { clippedWords, sayPlaces, witnessBlocks } from "./finding-item.ts";
import type { Told } from "./told.ts";
import { waiverEntry } from "./waivers.ts";

/** The proof of a change, why it matters, the way out, and the exact entry that accepts it. */
export function changeDetail(told: Told, today: string, several: boolean): Block {
  const { rule, severity, witness, wayOut } = told.finding;
  const help = helpOf(rule);
  return item(
    [rule, ...sayPlaces(told.everywhere)],
    [
      paragraph(sayWhat(told, several)),
      paragraph(sayReach(severity)),
      ...(witness === null ? [] : witnessBlocks(witness)),
      ...(help === null ? [] : [paragraph(help.more)]),
      ...(wayOut === null ? [] : [paragraph(`→ ${clipped(wayOut)}`)]),
      paragraph(`To live with it until a day, put into ${waiversName}, with a reason:`),
      code(waiverEntry(told, today), "yaml"),
    ],
  );
}

/** The words of a change, where there are some. */
export function changeWords({ finding: { rule, words: runs }, everywhere }: Told): readonly Block[] {
  return runs.length === 0 ? [] : [item([rule, ...sayPlaces(everywhere)], [words(clippedWords(runs, mostCharacters))])];
}

const mostCharacters = 4_000;
