import { circlesIn } from "../../circle.ts";
import type { ConfigRule } from "../rule.ts";

export const labelCircle: ConfigRule = {
  id: "LABEL_CIRCLE",
  level: "law",
  purpose: "Labels take from one another in one direction: where each waits for the next, nothing ever moves.",
  remedy: "Take `from` out of the label that a release reaches first.",
  judge({ labels }) {
    const next = new Map(labels.flatMap(({ label, from }) => (from === null ? [] : [[label, [from]] as const])));
    // A label that names itself is spoken of by LABEL_UNKNOWN.
    return circlesIn(next)
      .filter((circle) => circle.length > 1)
      .map((circle) => ({
        path: ["labels", circle[0] ?? "", "from"],
        message: `these labels wait for one another: ${[...circle, circle[0]].join(" takes from ")}`,
        hint: "one of them must be the first that a release reaches: take its `from` out",
        about: circle,
      }));
  },
};
