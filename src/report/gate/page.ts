import { regressionsIn } from "../../core/regression/compare-sides.ts";
import { count, sayList, thousands } from "../../core/text.ts";
import { type Answer, code, list, type Page, type PagePart, paragraph, type Report } from "../report.ts";
import { commentParts } from "../test/comment/parts.ts";
import { tallyOf } from "../test/outcome.ts";
import { isChanged } from "./changed.ts";
import { gateMarker, type GateAbout, type GatePart, worstFirst } from "./part.ts";

/**
 * The comment of a gate: the verdict with its counts, what the change lets pass of its own, one line for each part, the
 * worst first; what each found, the worst first; how to get it here.
 */
export function gatePage(
  about: GateAbout,
  parts: readonly GatePart[],
  { answer, verdict }: Pick<Report, "answer" | "verdict">,
): Page {
  const { root, again, how, base } = about;
  const sorted = worstFirst(parts);
  return {
    marker: gateMarker(root),
    title: `promptctl gate: ${isChanged(about, parts) ? sayTitle(parts, answer) : "no contract change"}`,
    lead: [
      ...aboveAll(about),
      ...(about.waivers.length === 0 ? [] : [paragraph("Beside what is waived:")]),
      parts.length === 0
        ? paragraph(verdict)
        : list(sorted.map(({ name, report }) => `${marks[report.answer]} ${name}: ${report.verdict}`)),
    ],
    parts: sorted.flatMap(partsOf).filter(({ noun: [one] }) => one !== "fault" || isSound(parts)),
    foot: [paragraph(`Compared with ${base}${how === null ? "" : `, ${how}`}. The same on your machine:`), code(again)],
    whole: `${again} --format json`,
  };
}

/** What check refuses is shown by check, and not once more by diff. */
function isSound(parts: readonly GatePart[]): boolean {
  return parts.every(({ name, report }) => name !== "check" || report.answer === "yes");
}

function sayTitle(parts: readonly GatePart[], answer: Answer): string {
  const counts = parts.flatMap(countsOf);
  return counts.length === 0 ? titles[answer] : `${titles[answer]}: ${counts.join(" · ")}`;
}

const titles: Readonly<Record<Answer, string>> = {
  yes: "nothing to object to",
  no: "refused",
  unknown: "it could not be measured",
  stopped: "interrupted",
};

const marks: Readonly<Record<Answer, string>> = { yes: "✅", no: "❌", unknown: "⚠️", stopped: "⏹️" };

/** What weighs: what is safe or passed is told in its line. */
function countsOf({ name, report: { data, tested } }: GatePart): readonly string[] {
  const counts = name === "diff" && typeof data["counts"] === "object" ? { ...data["counts"] } : {};
  const changes = Object.entries(counts).flatMap(([level, number]) =>
    ["breaking", "dangerous", "waived"].includes(level) && typeof number === "number" && number > 0
      ? [`${thousands(number)} ${level}`]
      : [],
  );
  if (tested === undefined) return changes;
  const { failed, unmeasured } = tallyOf(tested);
  const worse = tested.compared === null ? 0 : regressionsIn(tested.compared).length;
  return [
    ...(failed > 0 ? [`${count(failed, "golden task")} failed`] : []),
    ...(worse > 0 ? [count(worse, "regression")] : []),
    ...(unmeasured > 0 ? [`${thousands(unmeasured)} not measured`] : []),
  ];
}

/** Who changes what decides, or lives with what it finds, says so before everything else. */
function aboveAll({ policy, waivers }: GateAbout): Page["lead"] {
  return [
    ...(policy.length === 0
      ? []
      : [paragraph(`⚠️ This change alters what changes are judged by: ${sayList(policy)}.`)]),
    ...(waivers.length === 0
      ? []
      : [
          paragraph("⚠️ This change waives findings of its own:"),
          list(
            waivers.map(
              ({ rule, message, reason }) => `${rule}: ${message} (${reason === "" ? "no reason given" : reason})`,
            ),
          ),
        ]),
  ];
}

/** What is fine is told in its line already. */
function partsOf({ name, report }: GatePart): readonly PagePart[] {
  // Files of a runner are gone with it, and differ from run to run.
  if (report.tested !== undefined) return named("Golden tasks", commentParts({ ...report.tested, files: [] }));
  if (report.page !== undefined) return named("Changes", report.page().parts);
  if (report.answer === "yes" || report.blocks.length === 0) return [];
  return [
    {
      title: titleOf(name),
      folded: false,
      noun: ["block", "blocks"],
      pieces: report.blocks.map((block) => [block]),
      stays: 9,
    },
  ];
}

/** Parts of two reports stand on one page: what has no title there, or the same, has one here. */
function named(name: string, parts: readonly PagePart[]): readonly PagePart[] {
  const first = parts.findIndex(({ title, folded }) => title === null && !folded);
  return parts.map((part, at) => {
    if (at === first) return { ...part, title: name };
    return part.folded && part.title !== null ? { ...part, title: `${name}: ${lower(part.title)}` } : part;
  });
}

function lower(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

function titleOf(name: GatePart["name"]): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
