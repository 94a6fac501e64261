import type { Level } from "../../core/finding.ts";
import type { JsonObject } from "../../core/json.ts";
import { printable } from "../../core/place.ts";
import { exitOfAnswer } from "../exit.ts";
import { invisible } from "../layout/inert.ts";
import { mostSevereFirst } from "../most-severe.ts";
import type { Notice, Report } from "../report.ts";
import { sayDocument } from "./json.ts";

/** GitHub keeps the first 5,000 results of a run: those that matter most come first. */
const most = 5_000;

/**
 * SARIF 2.1.0, for code scanning and editors.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function saySarif({ command, answer, verdict, notices = [] }: Report): string {
  const results = mostSevereFirst(notices).slice(0, most);
  const rules = new Map(results.map((notice) => [notice.rule, notice]));
  const indices = new Map([...rules.keys()].map((rule, index) => [rule, index]));
  return sayDocument({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "promptctl",
            informationUri: "https://github.com/promptctl/promptctl",
            rules: [...rules.values()].map(ruleOf),
          },
        },
        automationDetails: { id: `promptctl/${command}/` },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { "%SRCROOT%": { description: { text: "The root of the repository." } } },
        invocations: [
          {
            executionSuccessful: answer === "yes" || answer === "no",
            exitCode: exitOfAnswer(answer),
            exitCodeDescription: verdict,
          },
        ],
        results: results.map((notice) => resultOf(notice, indices.get(notice.rule) ?? -1)),
      },
    ],
  });
}

function ruleOf({ rule, help }: Notice): JsonObject {
  if (help === null) return { id: rule };
  return { id: rule, shortDescription: { text: help.purpose }, help: { text: `${help.purpose} ${help.more}` } };
}

const levels: Readonly<Record<Level, string>> = { error: "error", warning: "warning", note: "note" };

function resultOf({ rule, level, message, advice, place, fingerprint }: Notice, ruleIndex: number): JsonObject {
  return {
    ruleId: rule,
    ruleIndex,
    level: levels[level],
    message: { text: sayMessage(advice === null ? message : `${message} → ${advice}`) },
    locations: [locationOf(place ?? nowhere)],
    ...(fingerprint === null ? {} : { partialFingerprints: { "promptctl/v1": fingerprint } }),
  };
}

/** GitHub refuses a log in which a result has no place: what no line speaks of any more is told of the whole. */
const nowhere = { file: "promptctl.yaml", line: 1, column: 1 };

/** Links in messages are Markdown's, and nobody wrote one: section 3.11.6. */
function sayMessage(text: string): string {
  const said = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return printable(said).replaceAll("](", `]${invisible}(`);
}

const longest = 2_000;

function locationOf({ file, line, column }: NonNullable<Notice["place"]>): JsonObject {
  return {
    physicalLocation: {
      artifactLocation: { uri: file.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" },
      region: { startLine: line, startColumn: column },
    },
  };
}
