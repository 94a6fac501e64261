import type { Evidence } from "../../core/label/evidence.ts";
import { sayList } from "../../core/text.ts";
import type { TestReport } from "./report.ts";

/** Whether a label can rest on this, and why not. */
export function sayEvidence({ evidence, unsaved }: Pick<TestReport, "evidence" | "unsaved">): string {
  const saved = evidence.length === 0 ? [] : [`saved: ${sayList(evidence.map(nameEvidence))}`];
  const missing = unsaved === null ? [] : [`not saved: ${unsaved}`];
  return [...saved, ...missing].join("; ") || "not saved: --save was not asked for";
}

export function nameEvidence({ contract, kind, failed }: Evidence): string {
  return `${kind} of ${contract}${failed.length > 0 ? " (failed)" : ""}`;
}
