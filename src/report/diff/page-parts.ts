import type { Review } from "../../core/diff/review.ts";
import { sayPlace } from "../../core/place.ts";
import { count } from "../../core/text.ts";
import { findingBlocks } from "../findings.ts";
import { type Block, list, type PagePart, table } from "../report.ts";
import { tokenRows } from "../tokens.ts";
import { changeDetail, changeWords } from "./change-detail.ts";
import { changeRow, clipped, sayWhat } from "./change-row.ts";
import { fragmentItems, rolloutBlocks, sideItems, waivedItems } from "./review-blocks.ts";
import type { Told } from "./told.ts";

/** The parts of a comment in the order of reading. What gives way first where there is no room: see `stays`. */
export function pageParts(review: Review, told: readonly Told[]): readonly PagePart[] {
  const { contracts, faults, aboutWaivers, today } = review;
  const several = contracts.length > 1;
  const breaking = told.filter(({ level }) => level === "breaking");
  const dangerous = told.filter(({ level }) => level === "dangerous");
  const safe = told.filter(({ level }) => level === "safe");
  const tokens = tokenRows(contracts.map(({ diff }) => diff));
  const texts = told.flatMap(changeWords);
  const parts: readonly PagePart[] = [
    {
      ...open("The new side has faults, which check refuses", stays.faults),
      noun: ["fault", "faults"],
      pieces: faults.map((fault) => findingBlocks([fault])),
    },
    {
      ...open(null, stays.breaking),
      noun: ["breaking change", "breaking changes"],
      pieces: breaking.map((one) => [changeRow(one, several)]),
    },
    {
      ...open(null, stays.dangerous),
      noun: ["dangerous change", "dangerous changes"],
      pieces: dangerous.map((one) => [changeRow(one, several)]),
    },
    {
      ...(breaking.length > fewChanges ? folded : open)("What breaks, and the way out", stays.waysOut),
      noun: ["proof and way out of a breaking change", "proofs and ways out of breaking changes"],
      pieces: breaking.map((one) => [changeDetail(one, today, several)]),
    },
    {
      ...open("In this order nothing breaks on the way", stays.order),
      noun: ["order of release", "orders of release"],
      pieces: rolloutBlocks(review).map((block) => [block]),
    },
    {
      ...open("Waived", stays.waived),
      noun: ["waived change", "waived changes"],
      pieces: listed(waivedItems(review)),
    },
    {
      ...open("Waivers", stays.waivers),
      noun: ["remark on waivers", "remarks on waivers"],
      pieces: listed(
        aboutWaivers.map(({ message, place }) => `${place === null ? "" : `${sayPlace(place)}: `}${message}`),
      ),
    },
    {
      ...open(`Tokens in every request (${tokens.encoding})`, stays.tokens),
      noun: ["row of tokens", "rows of tokens"],
      pieces: tokens.rows.map((row) => [table(tokens.columns, [row])]),
    },
    {
      ...folded("Dangerous changes: proof, way out, waiver", stays.details),
      noun: ["detail of a dangerous change", "details of dangerous changes"],
      pieces: dangerous.map((one) => [changeDetail(one, today, several)]),
    },
    {
      ...folded(`Words that changed (${count(texts.length, "text")})`, stays.words),
      noun: ["text with its words", "texts with their words"],
      pieces: texts.map((block) => [block]),
    },
    {
      ...folded(`Safe changes (${safe.length})`, stays.safe),
      noun: ["safe change", "safe changes"],
      pieces: listed(safe.map((one) => `${one.finding.rule}: ${sayWhat(one, several)}`)),
    },
    {
      ...folded("One file in many contracts", stays.fragments),
      noun: ["shared file", "shared files"],
      pieces: listed(fragmentItems(review)),
    },
    {
      ...folded("What was compared", stays.sides),
      noun: ["line on what was compared", "lines on what was compared"],
      pieces: listed(sideItems(review)),
    },
  ];
  return parts.filter(({ pieces }) => pieces.length > 0);
}

/** More than these are read one by one, when somebody comes to them. */
const fewChanges = 5;

/** What is low gives way first: the words of texts; the table of what breaks never, while there is anything else. */
const stays = {
  words: 1,
  safe: 2,
  tokens: 3,
  details: 4,
  fragments: 5,
  sides: 6,
  waived: 7,
  waivers: 8,
  dangerous: 9,
  order: 10,
  waysOut: 11,
  faults: 12,
  breaking: 13,
} as const;

type Place = Pick<PagePart, "title" | "folded" | "stays">;

function open(title: string | null, rank: number): Place {
  return { title, folded: false, stays: rank };
}

function folded(title: string | null, rank: number): Place {
  return { title, folded: true, stays: rank };
}

function listed(items: readonly string[]): readonly (readonly Block[])[] {
  return items.map((text) => [list([clipped(text)])]);
}
