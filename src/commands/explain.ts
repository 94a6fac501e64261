import { type CatalogueEntry, catalogue } from "../core/lint/catalogue.ts";
import { shownExamples } from "../core/diff/examples/shown.ts";
import { idOf } from "../core/lint/known-rules.ts";
import { waiversName } from "../core/lint/waivers-name.ts";
import { Failure } from "../core/failure.ts";
import { didYouMean } from "../core/nearest.ts";
import { count, sayList } from "../core/text.ts";
import { sayReach } from "../report/diff/audiences.ts";
import { asJson } from "../report/formats/json.ts";
import { type Block, code, heading, paragraph, type Report, section, table } from "../report/report.ts";

interface ExplainInput {
  readonly rule: string | null;
}

/** Needs no repository: somebody reads a log of a machine that is not at hand. */
export async function explain({ rule }: ExplainInput): Promise<Report> {
  if (rule === null) return listOfRules();
  const written = rule.toUpperCase().replaceAll(/[\s-]+/g, "_");
  const entry = catalogue.find((one) => idOf(one) === written);
  if (entry === undefined) throw new Failure("UNKNOWN_RULE", { rule, meant: meantBy(written) });
  const id = idOf(entry);
  return {
    command: "explain",
    answer: "yes",
    verdict: `${id} is a rule about ${entry.about}`,
    blocks: [heading(id), ...blocksOf(entry, id)],
    data: { rule: asJson(dataOf(entry)) },
  };
}

/** The id with a slip of the pen, or those that one word of it stands in: `unicode`. */
function meantBy(written: string): string | null {
  const ids = catalogue.map(idOf);
  const near = didYouMean(written, ids);
  const holding = ids.filter((id) => written.length > 2 && id.includes(written));
  if (near !== null || holding.length === 0) return near;
  return holding.length > 8 ? null : `there is ${sayList(holding)}`;
}

function listOfRules(): Report {
  const abouts = [...new Set(catalogue.map(({ about }) => about))];
  return {
    command: "explain",
    answer: "yes",
    verdict: `${count(catalogue.length, "rule")}; promptctl explain <id> says what to do about one`,
    blocks: abouts.flatMap((about) => {
      const rules = catalogue.filter((entry) => entry.about === about).map(dataOf);
      return section(`About ${about}`, [
        table(
          ["rule", "level", "what is right"],
          rules.map(({ id, level, purpose }) => [id, level, purpose]),
        ),
      ]);
    }),
    data: { rules: asJson(catalogue.map(dataOf)) },
  };
}

function dataOf(entry: CatalogueEntry) {
  const { about } = entry;
  if (about === "a change") return { id: entry.id, about, level: "by change", purpose: entry.purpose };
  const { id, level, purpose, remedy } = entry.card;
  return { id, about, level: level as string, purpose, remedy };
}

function blocksOf(entry: CatalogueEntry, id: string): readonly Block[] {
  if (entry.about === "a change") {
    return [
      paragraph(entry.purpose),
      paragraph(`What happened to others: ${entry.incident}`),
      ...exampleBlocks(id),
      paragraph(
        "`promptctl diff` asks it, and says for each change whom it harms. A team may weigh it otherwise in promptctl.yaml:",
      ),
      code(`severities: { ${id}: dangerous }   # breaking, dangerous, safe or off`),
      paragraph(
        `Or live with one change until a day: \`promptctl diff --format markdown\` prints the lines for ${waiversName}.`,
      ),
    ];
  }
  const { level, purpose, remedy } = entry.card;
  return [paragraph(purpose), paragraph(`What to do: ${remedy}`), ...weightOf(level, id)];
}

/** What stands here is what `diff` says: it was compared. */
function exampleBlocks(id: string): readonly Block[] {
  const example = shownExamples[id];
  if (example === undefined) return [];
  const { before, after, finding } = example;
  const { message, severity, wayOut } = finding;
  return [
    paragraph("An example:"),
    code(asDiff(before.split("\n"), after.split("\n"))),
    paragraph(`What \`promptctl diff\` says of it: ${message} (${sayReach(severity)})`),
    ...(wayOut === null ? [] : [paragraph(`The way out: ${wayOut}`)]),
  ];
}

/** What both begin with stands there once. */
function asDiff(before: readonly string[], after: readonly string[]): string {
  const differs = before.findIndex((line, at) => line !== after[at]);
  const from = differs < 0 ? before.length : differs;
  return [
    ...before.slice(0, from).map((line) => `  ${line}`),
    ...before.slice(from).map((line) => `- ${line}`),
    ...after.slice(from).map((line) => `+ ${line}`),
  ].join("\n");
}

function weightOf(level: string, id: string): readonly Block[] {
  if (level === "law") {
    return [
      paragraph(
        "A law: nothing is built or run against it, so it is an error that can be neither lowered nor waived. `promptctl check` names every place.",
      ),
    ];
  }
  return [
    paragraph(`\`promptctl check\` asks it, at the level ${level}. A team may weigh it otherwise in promptctl.yaml:`),
    code(`severities: { ${id}: ${level === "error" ? "warning" : "error"} }   # error, warning, note or off`),
    paragraph(
      `Or live with one finding until a day: \`promptctl check --waivers\` prints the lines for ${waiversName}.`,
    ),
  ];
}
