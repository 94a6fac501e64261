import type { Level } from "../../core/finding.ts";
import type { Failure } from "../../core/failure.ts";
import { printable } from "../../core/place.ts";
import { count, sayList } from "../../core/text.ts";
import { inert } from "../layout/inert.ts";
import { mostSevereFirst } from "../most-severe.ts";
import type { Notice, Report } from "../report.ts";

/** GitHub shows so many of a step, and drops the others without a word. */
const most = 10;

/** Annotations for GitHub Actions, then the verdict: what is printed first is what is shown. */
export function sayGithub(report: Report): string {
  const notices = mostSevereFirst(report.notices ?? []).filter(({ level }) => level !== "note");
  const lines = [
    ...notices.slice(0, most).map(sayNotice),
    ...sayMore(notices.slice(most)),
    ...sayUntold(report),
    oneLine(report.verdict),
  ];
  return `${lines.join("\n")}\n`;
}

/** The same where there is no answer. */
export function sayGithubFailure({ message, hint, place, findings }: Failure): string {
  const told = mostSevereFirst(
    findings.map(({ rule, level, message: says, hint: advice, place: at, fingerprint }) => {
      return { rule, level, message: says, advice, place: at, fingerprint, help: null };
    }),
  );
  const lines = [
    command("error", { title: "promptctl", ...placeOf(place) }, hint === null ? message : `${message}\n${hint}`),
    ...told.slice(0, most - 1).map(sayNotice),
    ...sayMore(told.slice(most - 1)),
  ];
  return `${lines.join("\n")}\n`;
}

function sayUntold({ untold = [] }: Report): readonly string[] {
  return untold.map((sentence) => command("note", { title: "promptctl" }, sentence));
}

function sayNotice({ rule, level, message, advice, place }: Notice): string {
  return command(level, { title: rule, ...placeOf(place) }, advice === null ? message : `${message}\n→ ${advice}`);
}

function sayMore(notices: readonly Notice[]): readonly string[] {
  if (notices.length === 0) return [];
  const number = (level: Level): number => notices.filter((notice) => notice.level === level).length;
  const counts = (["error", "warning", "note"] as const).flatMap((level) =>
    number(level) === 0 ? [] : [count(number(level), level)],
  );
  return [`and ${sayList(counts)} more, which GitHub would not show: --format json holds them all`];
}

const kinds: Readonly<Record<Level, string>> = { error: "error", warning: "warning", note: "notice" };

type Properties = Readonly<Record<string, string>>;

function placeOf(place: Notice["place"]): Properties {
  if (place === null) return {};
  return { file: place.file, line: String(place.line), col: String(place.column) };
}

/** Escaped as the runner reads it: https://github.com/actions/toolkit, packages/core/src/command.ts */
function command(level: Level, properties: Properties, message: string): string {
  const shown = message.length > longest ? `${message.slice(0, longest)}…` : message;
  const said = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(printable(value))}`);
  return `::${kinds[level]} ${said.join(",")}::${escapeData(printable(shown))}`;
}

/** An annotation stands beside a line: nobody reads a page there. */
const longest = 2_000;

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

function oneLine(text: string): string {
  return inert(text.replaceAll(/\s*[\r\n\u2028\u2029]\s*/g, " "));
}
