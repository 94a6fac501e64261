import { sayList } from "../../core/text.ts";
import { type Answer, code, list, type Page, type PagePart, paragraph, type Report } from "../report.ts";
import { type GateAbout, type GatePart, worstFirst } from "./part.ts";

/** The comment of a gate: one line for each part, the worst first; what each found, the worst first; how to get it here. */
export function gatePage(
  { root, policy, waivers, again, how, base }: GateAbout,
  parts: readonly GatePart[],
  { answer, verdict }: Pick<Report, "answer" | "verdict">,
): Page {
  const sorted = worstFirst(parts);
  return {
    marker: `promptctl gate: ${root === "" ? "." : root}`,
    title: `promptctl gate: ${parts.length === 0 ? "no contract change" : titles[answer]}`,
    lead: [
      ...(policy.length === 0
        ? []
        : [paragraph(`⚠️ This change alters what changes are judged by: ${sayList(policy)}.`)]),
      ...(waivers.length === 0
        ? []
        : [
            paragraph("⚠️ This change waives findings of its own:"),
            list(waivers.map(({ rule, message, reason }) => `${rule}: ${message} (${reason})`)),
          ]),
      parts.length === 0
        ? paragraph(verdict)
        : list(sorted.map(({ name, report }) => `${marks[report.answer]} ${name}: ${report.verdict}`)),
    ],
    parts: sorted.flatMap(partsOf),
    foot: [paragraph(`Compared with ${base}${how === null ? "" : `, ${how}`}. The same on your machine:`), code(again)],
    whole: `${again} --format json`,
  };
}

const titles: Readonly<Record<Answer, string>> = {
  yes: "nothing to object to",
  no: "this change is refused",
  unknown: "it could not be measured",
  stopped: "interrupted",
};

const marks: Readonly<Record<Answer, string>> = { yes: "✅", no: "❌", unknown: "⚠️", stopped: "⏹️" };

/** What is fine is told in its line already. */
function partsOf({ name, report }: GatePart): readonly PagePart[] {
  if (report.page !== undefined) return report.page().parts;
  if (report.answer === "yes" || report.blocks.length === 0) return [];
  return [
    { title: name, folded: false, noun: ["block", "blocks"], pieces: report.blocks.map((block) => [block]), stays: 9 },
  ];
}
