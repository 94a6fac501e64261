import { z } from "zod";
import { field, form, json, jsonSchema, patterned, shared } from "../shape/pieces.ts";

const words = (): z.ZodOptional<z.ZodString> => z.string().optional();

const single = z.strictObject({
  path: field(
    patterned(/^\$(?:\.[A-Za-z_]\w*|\[\d+\])*$/, "a path ($.field.list[0])").optional(),
    "The part of the answer that is looked at, where the answer is JSON.",
    "$.order.total",
  ),
  schema: field(jsonSchema().optional(), "It fits this JSON Schema.", { minimum: 9, maximum: 11 }),
  equals: field(json().optional(), "It is this value.", "refund_made"),
  "not-equals": field(json().optional(), "It is not this value.", "error"),
  contains: field(words(), "It contains this text.", "4711"),
  "not-contains": field(words(), "It does not contain this text.", "system prompt"),
  icontains: field(words(), "It contains this text, in capitals or not.", "refund"),
  "not-icontains": field(words(), "It does not contain this text, in capitals or not.", "cannot help"),
  starts_with: field(words(), "It begins with this text.", "Dear"),
  "not-starts_with": field(words(), "It does not begin with this text.", "Sorry"),
  regex: field(words(), "This regular expression (JavaScript) finds something in it.", "order \\d{4}"),
  "not-regex": field(words(), "This regular expression (JavaScript) finds nothing in it.", "\\d{16}"),
});

/** What is asked of a text. Every key must hold; of `any`, one item. */
export const checkSchema = shared(
  z.union([
    form(
      z.strictObject({
        any: field(z.array(single).min(1), "One of these checks holds.", [
          { icontains: "refund" },
          { icontains: "money back" },
        ]),
      }),
      "{ any: [check, …] }",
    ),
    form(single, "{ contains: text } or another check"),
  ]),
  "check",
);

export type OutputCheck = z.infer<typeof checkSchema>;
export type SingleCheck = z.infer<typeof single>;
