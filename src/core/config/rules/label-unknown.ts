import { didYouMean } from "../../nearest.ts";
import { sayList } from "../../text.ts";
import type { ConfigRule } from "../rule.ts";

export const labelUnknown: ConfigRule = {
  id: "LABEL_UNKNOWN",
  level: "law",
  purpose: "A label takes from, and ramps on, another label that exists: a release must know where it goes.",
  remedy: "Write the name of another label of `labels:`.",
  judge({ labels }) {
    const known = labels.map(({ label }) => label);
    return labels.flatMap(({ label, from, ramp }) =>
      [
        { path: ["labels", label, "from"], target: from },
        { path: ["labels", label, "ramp", "of"], target: ramp?.of ?? null },
      ].flatMap(({ path, target }) => {
        if (target === null || (known.includes(target) && target !== label)) return [];
        const hint = didYouMean(target, known) ?? `the labels are ${sayList(known)}`;
        return [
          target === label
            ? { path, message: `the label ${label} names itself`, hint: "name another label" }
            : { path, message: `there is no label '${target}'`, hint },
        ];
      }),
    );
  },
};
