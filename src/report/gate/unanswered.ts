import type { Failure } from "../../core/failure.ts";
import { code, type Page, paragraph } from "../report.ts";
import { gateMarker } from "./part.ts";

/** The comment of a gate that gave no answer: an older verdict must not stand beside a check that is red. */
export function unansweredPage({ message, hint }: Failure, root: string): Page {
  return {
    marker: gateMarker(root),
    title: "promptctl gate: there is no answer",
    lead: [paragraph(`⚠️ ${message}`), ...(hint === null ? [] : [paragraph(hint)])],
    parts: [],
    foot: [paragraph("The same on your machine:"), code("promptctl gate")],
    whole: "promptctl gate --format json",
  };
}
