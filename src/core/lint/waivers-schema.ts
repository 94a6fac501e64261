import { z } from "zod";
import { field, filledText, patterned } from "../shape/pieces.ts";

export const waiversSchema = z.array(
  z.strictObject({
    fingerprint: field(
      patterned(/^[0-9a-f]{16}$/, "a fingerprint (16 hex digits, as `promptctl check --waivers` prints it)"),
      "Which finding it is about.",
      "1a2b3c4d5e6f7a8b",
    ),
    rule: field(filledText(), "The rule that found it.", "EFFECT_UNSAID"),
    reason: field(filledText(), "Why it may stay.", "the tool is going away in December"),
    expires: field(z.iso.date("a day (2027-01-31)"), "The last day on which the waiver holds.", "2027-01-31"),
  }),
);
