import type { Review } from "../../core/diff/review.ts";
import { waiversName } from "../../core/lint/waivers.ts";
import { audiences, type Severity, type SeverityLevel, worstOf } from "../../core/severity.ts";
import { count, someOf } from "../../core/text.ts";
import { findingBlocks } from "../findings.ts";
import { helpOf } from "../notices.ts";
import {
  type Answer,
  type Block,
  code,
  item,
  list,
  type Page,
  type PagePart,
  paragraph,
  table,
  words,
} from "../report.ts";
import { tokenRows } from "../tokens.ts";
import { sayReach } from "./audiences.ts";
import { clippedWords, sayPlaces, witnessBlocks } from "./finding-item.ts";
import { fragmentItems, rolloutBlocks, sideItems, waivedItems } from "./review-blocks.ts";
import type { Decision } from "./review-report.ts";
import { sayCounts, type Tally } from "./tally.ts";
import { type Told, toldOf } from "./told.ts";
import { waiverEntry } from "./waivers.ts";

/** A review as a comment to a change: verdict, one table, the proof and the way out of what breaks, the rest folded. */
export function reviewPage(review: Review, tally: Tally, verdict: string, { answer, again, root }: Decision): Page {
  const told = toldOf(review);
  const [breaking, dangerous, safe] = (["breaking", "dangerous", "safe"] as const).map((level) =>
    told.filter((one) => one.level === level),
  );
  const several = review.contracts.length > 1;
  const counts = sayCounts(tally, " · ");
  const part = partOf(review.today, several);
  return {
    marker: `promptctl diff: ${root === "" ? "." : clipped(root)}`,
    title: `promptctl diff: ${counts === "" ? (review.contracts.length === 0 ? "no contract change" : "nothing to object to") : counts}`,
    lead: [
      paragraph(
        answer === "yes" && worstOf(tally.reach) !== "safe" ? clipped(verdict) : `${marks[answer]} ${clipped(verdict)}`,
      ),
      ...(review.contracts.length === 0 ? [] : [paragraph(sayStates(tally.reach))]),
    ],
    parts: [
      part.faults(review),
      part.rows(breaking ?? [], 100, ["breaking change", "breaking changes"]),
      part.rows(dangerous ?? [], 60, ["dangerous change", "dangerous changes"]),
      part.details("What breaks, and the way out", breaking ?? [], 90, (breaking ?? []).length > 5, [
        "proof and way out of a breaking change",
        "proofs and ways out of breaking changes",
      ]),
      listPart(
        "In this order nothing breaks on the way",
        rolloutBlocks(review),
        80,
        ["order of release", "orders of release"],
        false,
      ),
      listPart(
        "Waived",
        waivedItems(review).map((text) => list([clipped(text)])),
        55,
        ["waived change", "waived changes"],
        false,
      ),
      listPart(
        "Waivers",
        review.aboutWaivers.map((finding) => list([clipped(finding.message)])),
        56,
        ["remark on waivers", "remarks on waivers"],
        false,
      ),
      tokenPart(review),
      part.details("Dangerous changes: proof, way out, waiver", dangerous ?? [], 40, true, [
        "detail of a dangerous change",
        "details of dangerous changes",
      ]),
      wordPart(told),
      listPart(
        `Safe changes (${tally.safe})`,
        (safe ?? []).map((one) => list([`${one.finding.rule}: ${sayWhat(one, several)}`])),
        20,
        ["safe change", "safe changes"],
        true,
      ),
      listPart(
        "One file in many contracts",
        fragmentItems(review).map((text) => list([clipped(text)])),
        45,
        ["shared file", "shared files"],
        true,
      ),
      listPart(
        "What was compared",
        sideItems(review).map((text) => list([clipped(text)])),
        46,
        ["line on what was compared", "lines on what was compared"],
        true,
      ),
    ].filter(({ pieces }) => pieces.length > 0),
    foot: [paragraph("The same on your machine:"), code(clipped(again))],
    whole: `${clipped(again)} --format json`,
  };
}

const marks: Readonly<Record<Answer, string>> = { yes: "✅", no: "❌", unknown: "⚠️" };

type Noun = PagePart["noun"];

function partOf(today: string, several: boolean) {
  return {
    faults: ({ faults }: Review): PagePart => ({
      title: "The new side has faults, which check refuses",
      folded: false,
      noun: ["fault", "faults"],
      pieces: faults.map((fault) => findingBlocks([fault])),
      stays: 95,
    }),
    rows: (told: readonly Told[], stays: number, noun: Noun): PagePart => ({
      title: null,
      folded: false,
      noun,
      pieces: told.map((one) => [rowOf(one, several)]),
      stays,
    }),
    details: (title: string, told: readonly Told[], stays: number, folded: boolean, noun: Noun): PagePart => ({
      title,
      folded,
      noun,
      pieces: told.map((one) => [detailOf(one, today, several)]),
      stays,
    }),
  };
}

function listPart(title: string, pieces: readonly Block[], stays: number, noun: Noun, folded: boolean): PagePart {
  return { title, folded, noun, pieces: pieces.map((block) => [block]), stays };
}

const cells: Readonly<Record<SeverityLevel, string>> = { breaking: "❌ breaks", dangerous: "⚠️ risk", safe: "ok" };

/** `open conversations: ❌ breaks · new conversations: ok · downstream code: ⚠️ risk`. */
function sayStates(reach: Severity): string {
  const names = { inFlight: "in flight", newSessions: "new", downstream: "downstream" };
  return audiences.map((audience) => `${names[audience]}: ${cells[reach[audience]]}`).join(" · ");
}

function rowOf(told: Told, several: boolean): Block {
  const { rule, severity } = told.finding;
  return table(
    ["Rule", "What changed", "In flight", "New", "Downstream", "File:line"],
    [
      [
        rule,
        sayWhat(told, several),
        ...audiences.map((audience) => cells[severity[audience]]),
        sayPlaces(told.everywhere).join(""),
      ],
    ],
  );
}

/** The message, with the contract where that is a question. */
function sayWhat({ finding, everywhere }: Told, several: boolean): string {
  const message = clipped(finding.message);
  if (!several) return message;
  return `${someOf([...new Set(everywhere.map(({ contract }) => contract))], 3)}: ${message}`;
}

function detailOf(told: Told, today: string, several: boolean): Block {
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

/** Somebody may call a branch anything. */
function clipped(text: string): string {
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}

function tokenPart({ contracts }: Review): PagePart {
  const { encoding, columns, rows } = tokenRows(contracts.map(({ diff }) => diff));
  return {
    title: `Tokens in every request (${encoding})`,
    folded: false,
    noun: ["row of tokens", "rows of tokens"],
    pieces: rows.map((row) => [table(columns, [row])]),
    stays: 30,
  };
}

function wordPart(told: readonly Told[]): PagePart {
  const pieces = told.flatMap(({ finding: { rule, words: runs }, everywhere }) =>
    runs.length === 0 ? [] : [[item([rule, ...sayPlaces(everywhere)], [words(clippedWords(runs, 4_000))])]],
  );
  return {
    title: `Words that changed (${count(pieces.length, "text")})`,
    folded: true,
    noun: ["text with its words", "texts with their words"],
    pieces,
    stays: 10,
  };
}
