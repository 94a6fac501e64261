import type { Acted } from "../../core/analysis/acted.ts";
import type { Analysis } from "../../core/analysis/comparison.ts";

/** An analysis, for formats that draw each of its metrics. */
export interface Analysed {
  readonly analysis: Analysis;
  readonly acted: Acted;
}
