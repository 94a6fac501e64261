import type { JsonObject } from "../../core/json.ts";
import { count, sayList } from "../../core/text.ts";
import {
  type Answer,
  type Block,
  type Cell,
  heading,
  list,
  type Notice,
  paragraph,
  type Report,
  toned,
} from "../report.ts";
import { isChanged } from "./changed.ts";
import { gatePage } from "./page.ts";
import { type GateAbout, type GatePart, worstFirst, worstOf } from "./part.ts";

/** One verdict of all parts, the worst one first; without a part nothing changed that anybody has to be asked about. */
export function gateReport(about: GateAbout, parts: readonly GatePart[]): Report {
  const answer = worstOf(parts.map(({ report }) => report.answer));
  const verdict = sayVerdict(about, parts, answer);
  return {
    command: "gate",
    answer,
    verdict,
    blocks: [
      ...sayPolicy(about),
      ...sayWaivers(about),
      ...(parts.length === 0 ? [] : [list(parts.map(sayPart))]),
      ...parts.flatMap(({ name, report }): readonly Block[] =>
        report.blocks.length === 0 ? [] : [heading(name, 2), ...report.blocks],
      ),
    ],
    data: {
      changed: isChanged(about, parts),
      base: about.base,
      how: about.how,
      policy: [...about.policy],
      waivers: about.waivers.map((waiver) => ({ ...waiver })),
      foreign: about.foreign,
      untold: [],
      parts: parts.map(({ name, report }) => ({
        name,
        answer: report.answer,
        verdict: report.verdict,
        ...dataOf(report),
      })),
    },
    notices: once(parts.flatMap(({ report }) => report.notices ?? [])),
    page: () => gatePage(about, parts, { answer, verdict }),
  };
}

/** Two parts may find the same thing. */
function once(notices: readonly Notice[]): readonly Notice[] {
  const keyOf = ({ rule, message, place }: Notice): string => JSON.stringify([rule, message, place]);
  return [...new Map(notices.map((notice) => [keyOf(notice), notice])).values()];
}

function sayVerdict({ base }: GateAbout, parts: readonly GatePart[], answer: Answer): string {
  if (parts.length === 0) return `no contract, golden task or policy changed since ${base}`;
  if (answer === "yes")
    return `nothing to object to: ${sayList(parts.map(({ name, report }) => `${name} (${report.verdict})`))}`;
  const objections = worstFirst(parts).filter(({ report }) => report.answer !== "yes");
  return objections.map(({ name, report }) => `${name}: ${report.verdict}`).join("; ");
}

/** Who changes what decides about changes says so on top. */
function sayPolicy({ policy }: GateAbout): readonly Block[] {
  if (policy.length === 0) return [];
  return [
    paragraph(
      toned(
        "warn",
        `this change alters what changes are judged by: ${sayList(policy)} (${count(policy.length, "file")})`,
      ),
    ),
  ];
}

/** What somebody lives with because of this very change stands before everything that is told without it. */
function sayWaivers({ waivers }: GateAbout): readonly Block[] {
  if (waivers.length === 0) return [];
  return [
    paragraph(toned("warn", `this change waives ${count(waivers.length, "finding")} of its own:`)),
    list(
      waivers.map(({ rule, message, reason }) => `${rule}: ${message} (${reason === "" ? "no reason given" : reason})`),
    ),
  ];
}

const tones: Readonly<Record<Answer, "good" | "bad" | "warn">> = {
  yes: "good",
  no: "bad",
  unknown: "warn",
  stopped: "warn",
};

function sayPart({ name, report }: GatePart): Cell {
  return toned(tones[report.answer], `${name}: ${report.verdict}`);
}

function dataOf({ data }: Report): { readonly data: JsonObject } {
  return { data };
}
