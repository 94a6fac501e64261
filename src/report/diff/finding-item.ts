import type { Words } from "../../core/diff/words.ts";
import type { Witness } from "../../core/diff/rule.ts";
import { sayPlace } from "../../core/place.ts";
import { unbroken } from "../layout/unbroken.ts";
import { toned, type Block, code, item, paragraph, words } from "../report.ts";
import { sayReach, toneOfLevel } from "./audiences.ts";
import type { Told } from "./told.ts";

/** One finding for a person: how bad, what, for whom, the proof, the words, the way out. */
export function findingItem({ level, finding, everywhere }: Told): Block {
  const { rule, message, severity, wayOut, witness, words: runs } = finding;
  const tone = toneOfLevel[level];
  return item(
    [toned(tone, level), toned("strong", rule), ...sayPlaces(everywhere).map((text) => toned("dim", text))],
    [
      paragraph(message),
      paragraph(toned(tone, sayReach(severity))),
      ...(witness === null ? [] : witnessBlocks(witness)),
      ...(runs.length === 0 ? [] : [words(clippedWords(runs, mostCharacters))]),
      ...(wayOut === null ? [] : [paragraph(`→ ${wayOut}`)]),
    ],
  );
}

/** More of one text is read where it stands. */
const mostCharacters = 900;

/** The first place, and how many others there are. */
export function sayPlaces(findings: Told["everywhere"]): readonly string[] {
  const places = [...new Set(findings.flatMap(({ place }) => (place === null ? [] : [sayPlace(place)])))];
  const [first] = places;
  if (first === undefined) return [];
  return [places.length === 1 ? first : `${first} and ${places.length - 1} more`];
}

export function witnessBlocks({ says, value }: Witness): readonly Block[] {
  return [paragraph(`${says}:`), code(sayWitness(value), "json")];
}

/** On one line where it fits. */
function sayWitness(value: Witness["value"]): string {
  const line = JSON.stringify(value);
  const lines = (line.length <= 76 ? line : JSON.stringify(value, null, 2)).split("\n");
  const shown = lines.slice(0, mostLines).map((text) => (text.length > 400 ? `${text.slice(0, 400)}…` : text));
  return [...shown, ...(lines.length > mostLines ? [`… ${lines.length - mostLines} more lines`] : [])].join("\n");
}

const mostLines = 40;

/** So much of a long text as shows what it is about, cut between two words. */
export function clippedWords(runs: readonly Words[], most: number): readonly Words[] {
  let left = most;
  const shown = unbroken(runs).flatMap((run): readonly Words[] => {
    if (left <= 0) return [];
    const text = run.text.length > left ? `${run.text.slice(0, left).replace(/\s+\S*$/, "")} …` : run.text;
    left -= run.text.length;
    return [{ ...run, text }];
  });
  return shown;
}
