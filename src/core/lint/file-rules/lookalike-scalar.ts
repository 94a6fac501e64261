import { lookAlikes } from "../../yaml/look-alike.ts";
import type { FileRule } from "../file-rule.ts";

export const lookalikeScalar: FileRule = {
  id: "LOOKALIKE_SCALAR",
  level: "warning",
  purpose: "A value without quotes is what it looks like: 08021 is a number to YAML, #W55 a comment, and yes a text.",
  remedy: "Put the text in quotes; or write the number, or true and false, as YAML 1.2 does.",
  judge({ yaml }) {
    if (yaml === null) return [];
    return lookAlikes(yaml).flatMap(({ path, offset, source, message, hint }) => {
      // A word of ours: `severities: { EFFECT_UNSAID: off }`.
      if (path[0] === "severities" && source === "off") return [];
      return [{ offset, message, hint, about: [...path.filter((step) => typeof step === "string"), source] }];
    });
  },
};
