import { audiences, type Severity, type SeverityLevel } from "../../core/severity.ts";
import { sayList } from "../../core/text.ts";
import { type Block, table } from "../report.ts";
import { sayPlaces } from "./finding-item.ts";
import type { Told } from "./told.ts";

const cells: Readonly<Record<SeverityLevel, string>> = { breaking: "❌ breaks", dangerous: "⚠️ risk", safe: "ok" };

/** A change as a row of the table of a comment: a path has no place to break, so a column of paths leaves none to others. */
export function changeRow(told: Told, several: boolean): Block {
  const { rule, severity } = told.finding;
  const states = audiences.map((audience) => cells[severity[audience]]);
  return table(
    ["Rule", "What changed, and where", "In flight", "New", "Downstream"],
    [[rule, [sayWhat(told, several), ...sayPlaces(told.everywhere)].join("\n"), ...states]],
  );
}

/** The message, with the contracts where that is a question. */
export function sayWhat({ finding, everywhere }: Told, several: boolean): string {
  const message = clipped(finding.message);
  return several ? `${sayContracts([...new Set(everywhere.map(({ contract }) => contract))])}: ${message}` : message;
}

function sayContracts(names: readonly string[]): string {
  const shown = names.slice(0, mostNames);
  return sayList(names.length > mostNames ? [...shown, `${names.length - mostNames} more`] : shown);
}

const mostNames = 3;

/** `in flight: ❌ breaks · new: ok · downstream: ⚠️ risk`. */
export function sayStates(reach: Severity): string {
  const names = { inFlight: "in flight", newSessions: "new", downstream: "downstream" };
  return audiences.map((audience) => `${names[audience]}: ${cells[reach[audience]]}`).join(" · ");
}

/** Somebody may call a branch anything. */
export function clipped(text: string): string {
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}
