import { z } from "zod";
import { modelSchema } from "../contract/model-schema.ts";
import { field, filledText, form, json, jsonSchema, patterned, shared } from "../shape/pieces.ts";

const words = (): z.ZodOptional<z.ZodString> => z.string().optional();

const query = (): z.ZodOptional<z.ZodString> => patterned(/^\$/, "a JSONPath ($.field.list[0])").optional();

const share = (): z.ZodOptional<z.ZodNumber> => z.number().min(0).max(1).optional();

const jsonLike = () => z.union([form(z.literal(true), "true"), jsonSchema()]).optional();

const alike = () =>
  z
    .union([
      form(z.string(), "a text"),
      form(
        z.strictObject({
          text: field(z.string(), "The text to be like.", "Your refund is on its way."),
          threshold: field(share(), "How alike, from 0 to 1; 0.75 where nothing is said.", 0.9),
        }),
        "{ text, threshold }",
      ),
    ])
    .optional();

const rubric = z
  .union([
    form(filledText(), "a text"),
    form(
      z.strictObject({
        text: field(filledText(), "What must be so, for the judge to read.", "Says when the refund arrives."),
        model: field(
          modelSchema.optional(),
          "The model that judges; where nothing is said, `judge` in promptctl.yaml says it.",
          { provider: "openai", name: "gpt-5-mini-2026-01-15" },
        ),
        threshold: field(
          share(),
          "The lowest score that passes, from 0 to 1; where nothing is said, the judge says whether it passes.",
          0.7,
        ),
        alone: field(
          z.literal(true).optional(),
          "The judge may be the only check of the task: it passes or fails by one model's opinion of another.",
          true,
        ),
      }),
      "{ text, model, threshold, alone }",
    ),
  ])
  .optional();

const single = z.strictObject({
  path: field(
    query(),
    "The part of the answer that is looked at, where the answer is JSON; of several parts (RFC 9535), each.",
    "$.order.total",
  ),
  json: field(
    jsonLike(),
    "It is JSON, and fits this JSON Schema; a text is read, and `path` and the other checks look into it.",
    true,
  ),
  "not-json": field(z.literal(true).optional(), "It is no JSON.", true),
  contains_json: field(jsonLike(), "An object or a list in JSON stands somewhere in it, and fits this JSON Schema.", {
    required: ["order_id"],
  }),
  "not-contains_json": field(
    jsonLike(),
    "No object and no list in JSON, that fits this JSON Schema, stands in it.",
    true,
  ),
  jsonpath: field(query(), "This JSONPath (RFC 9535) finds something in it.", "$.items[?@.total > 100]"),
  "not-jsonpath": field(query(), "This JSONPath (RFC 9535) finds nothing in it.", "$.items[?@.total < 0]"),
  schema: field(jsonSchema().optional(), "It fits this JSON Schema.", { minimum: 9, maximum: 11 }),
  "not-schema": field(jsonSchema().optional(), "It does not fit this JSON Schema.", { required: ["error"] }),
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
  similar: field(
    alike(),
    "Its letters are nearly those of this text: 1 − (characters to change) ÷ (the longer length) is at least the threshold. It is not about meaning: `rubric` is.",
    { text: "Your refund is on its way.", threshold: 0.9 },
  ),
  "not-similar": field(alike(), "Its letters are not nearly those of this text.", "I am a language model."),
  rubric: field(
    rubric,
    "A model reads it and says whether this is so. It is asked where every other check holds, and what it costs is counted apart.",
    "Says when the refund arrives, and promises nothing else.",
  ),
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
