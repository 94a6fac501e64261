import { type CatalogueEntry, catalogue, idOf } from "../core/lint/catalogue.ts";
import { waiversName } from "../core/lint/waivers.ts";
import { Failure } from "../core/failure.ts";
import { didYouMean } from "../core/nearest.ts";
import { count } from "../core/text.ts";
import { asJson } from "../report/formats/json.ts";
import { type Block, code, heading, list, paragraph, type Report, table } from "../report/report.ts";

interface ExplainInput {
  readonly rule: string | null;
}

/** Needs no repository: somebody reads a log of a machine that is not at hand. */
export async function explain({ rule }: ExplainInput): Promise<Report> {
  if (rule === null) return listOfRules();
  const entry = catalogue.find((one) => idOf(one) === rule.toUpperCase());
  if (entry === undefined) {
    const meant = didYouMean(rule, catalogue.map(idOf));
    throw new Failure("UNKNOWN_RULE", { rule, meant });
  }
  const id = idOf(entry);
  return {
    command: "explain",
    answer: "yes",
    verdict: `${id} is a rule about ${entry.about}`,
    blocks: [heading(id), ...blocksOf(entry, id)],
    data: { rule: asJson(dataOf(entry)) },
  };
}

function listOfRules(): Report {
  return {
    command: "explain",
    answer: "yes",
    verdict: `${count(catalogue.length, "rule")}; promptctl explain <id> says more about one`,
    blocks: [
      table(
        ["rule", "about", "level", "what is right"],
        catalogue.map((entry) => {
          const { level, purpose } = dataOf(entry);
          return [idOf(entry), entry.about, level, purpose];
        }),
      ),
    ],
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
      paragraph("How much it matters is said by `promptctl diff` for each change, and each audience."),
    ];
  }
  const { level, purpose, remedy } = entry.card;
  return [
    paragraph(purpose),
    paragraph(`What to do: ${remedy}`),
    ...(level === "law"
      ? [
          paragraph(
            "A law: nothing can be built or run against it, so it is an error that can be neither lowered nor waived.",
          ),
        ]
      : [
          paragraph(
            `Level: ${level}. A team may weigh it otherwise in promptctl.yaml, or live with one finding until a day:`,
          ),
          code(
            `# promptctl.yaml\nseverities: { ${id}: off }          # or note, warning, error\n\n# ${waiversName}\n- { fingerprint: <16 hex, from check --format json>, rule: ${id}, reason: "…", expires: 2027-01-31 }`,
          ),
        ]),
    list([`asked by: promptctl check`]),
  ];
}
