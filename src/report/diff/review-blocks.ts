import { type Digest, promptId } from "../../core/bundle/digest.ts";
import type { ContractReview, Review, ReviewedSide } from "../../core/diff/review.ts";
import { rolloutOf } from "../../core/diff/rollout.ts";
import { groupBy } from "../../core/group.ts";
import { sayPlace } from "../../core/place.ts";
import { count, someOf, thousands } from "../../core/text.ts";
import { findingBlocks } from "../findings.ts";
import { type Block, type Cell, heading, item, list, paragraph, section, toned } from "../report.ts";
import { tokenBlocks } from "../tokens.ts";
import { toneOfLevel } from "./audiences.ts";
import { findingItem } from "./finding-item.ts";
import { waiverBlocks } from "./waivers.ts";
import type { Decision } from "./review-report.ts";
import { type Section, sectionsOf, shownOf, type Told } from "./told.ts";

/** A review for a terminal: what breaks first, what is safe in a line each, the rest below. */
export function reviewBlocks(review: Review, all: readonly Told[], decision: Decision): readonly Block[] {
  const { told, more } = shownOf(all, { breaking: 20, dangerous: 10, safe: 3 });
  return [
    ...section("The new side has faults, which check refuses", findingBlocks(review.faults)),
    ...sectionsOf(told).flatMap((one) => sectionBlocks(one, review.contracts)),
    ...(more.length === 0
      ? []
      : [
          list(
            more.map(({ rule, level, number }) =>
              toned(toneOfLevel[level], `and ${thousands(number)} more of ${rule}, ${level}`),
            ),
          ),
          paragraph("--format json holds them all"),
        ]),
    ...section("Waived", listed(waivedItems(review))),
    ...section("Waivers", findingBlocks(review.aboutWaivers)),
    ...inheritedBlocks(review),
    ...section("One file in many contracts", listed(fragmentItems(review))),
    ...tokenBlocks(review.contracts.map(({ diff }) => diff)),
    ...section("In this order nothing breaks on the way", rolloutBlocks(review)),
    ...waiverBlocks(all, review.today, decision),
    ...(review.base.how === null ? [] : [paragraph(toned("dim", `before: ${sayFound(review.base)}`))]),
    ...(review.head.how === null ? [] : [paragraph(toned("dim", `after: ${sayFound(review.head)}`))]),
  ];
}

function listed(items: readonly string[]): readonly Block[] {
  return items.length === 0 ? [] : [list(items)];
}

function sectionBlocks({ contracts, told }: Section, reviews: readonly ContractReview[]): readonly Block[] {
  const felt = told.filter(({ level }) => level !== "safe");
  const safe = told.filter(({ level }) => level === "safe");
  return [
    heading(titleOf(contracts, reviews)),
    ...felt.map(findingItem),
    ...(safe.length === 0 ? [] : [list(safe.map(sayBriefly))]),
  ];
}

/** `support@1a2b3c4d5e6f → support@5d6e7f8a9b0c`. */
function titleOf(contracts: readonly string[], reviews: readonly ContractReview[]): string {
  const [name = "", ...others] = contracts;
  if (others.length > 0) return `${count(contracts.length, "contract")}: ${someOf(contracts, 8)}`;
  const review = reviews.find(({ contract }) => contract === name);
  if (review === undefined) return name;
  const { before, after } = review.called;
  if (before === null) return `${name}, new`;
  if (after === null) return `${name}, gone`;
  return `${sayBundle(before, review.before)} → ${sayBundle(after, review.after)}`;
}

/** What has faults is sealed by nothing. */
function sayBundle(name: string, digest: Digest | null): string {
  return digest === null ? `${name} as far as it can be read` : promptId(name, digest);
}

function sayBriefly({ finding: { rule, message, place } }: Told): Cell {
  return toned("good", `safe ${rule}: ${message}${place === null ? "" : ` (${sayPlace(place)})`}`);
}

/** What somebody lives with, and until when: never out of sight. */
export function waivedItems({ contracts }: Review): readonly string[] {
  return contracts.flatMap(({ contract, waived }) =>
    waived.map(
      ({ finding: { rule, message }, waiver: { reason, expires } }) =>
        `${contract} ${rule}: ${message}\nwaived until ${expires}: ${reason}`,
    ),
  );
}

/** Of what was wrong before, only how much: nobody asked this change to mend it. */
function inheritedBlocks({ inherited }: Review): readonly Block[] {
  if (inherited.length === 0) return [];
  const text = `${count(inherited.length, "fault")} that check refuses stood here before this change; promptctl check shows ${inherited.length === 1 ? "it" : "them"}`;
  return [paragraph(toned("dim", text))];
}

export function fragmentItems({ fragments }: Review): readonly string[] {
  return fragments.map(
    ({ file, contracts }) => `${file}: ${count(contracts.length, "contract")} (${someOf(contracts)})`,
  );
}

/** Once for all contracts that want the same order. */
export function rolloutBlocks({ contracts }: Review): readonly Block[] {
  const orders = contracts.flatMap(({ contract, diff }) => {
    const steps = rolloutOf(diff.findings).map(({ says }) => says);
    return steps.length === 0 ? [] : [{ contract, steps }];
  });
  return groupBy(orders, ({ steps }) => steps.join("\n")).map((group) =>
    item(
      [
        someOf(
          group.map(({ contract }) => contract),
          5,
        ),
      ],
      group.slice(0, 1).map(({ steps }) => list(steps)),
    ),
  );
}

/** How each side was found, and which bundles were compared. */
export function sideItems({ base, head, contracts }: Review): readonly string[] {
  return [
    `before: ${sayFound(base)}`,
    `after: ${sayFound(head)}`,
    ...contracts.map((review) => {
      const [before, after] = (["before", "after"] as const).map(
        (at) => review[at] ?? (review.called[at] === null ? "not there" : "as far as it can be read"),
      );
      return `${review.contract}: ${before ?? ""} → ${after ?? ""}`;
    }),
  ];
}

function sayFound({ name, how }: ReviewedSide): string {
  return how === null ? name : `${name}, ${how}`;
}
