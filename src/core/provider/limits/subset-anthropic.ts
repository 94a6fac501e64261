import { closed, commonKeywords, formatted, type Subset, typed, words } from "./subset.ts";

/**
 * platform.claude.com, "Structured outputs", "JSON Schema limitations": "If you use an unsupported feature,
 * you'll receive a 400 error". `oneOf` is not in the list of what is supported.
 */
export const anthropicSubset: Subset = {
  keywords: new Set([...commonKeywords, ...words("definitions const allOf default pattern format minItems")]),
  whole: () => [],
  judge: (part) => [
    ...closed("Anthropic", part),
    // Its SDK: "JSON schema must have a type defined if anyOf/oneOf/allOf are not used"
    ...typed("Anthropic", part, ["type", "anyOf", "allOf", "$ref", "enum", "const"]),
    ...([undefined, 0, 1].some((known) => part.schema["minItems"] === known)
      ? []
      : [{ path: [...part.path, "minItems"], problem: "Anthropic enforces `minItems` of 0 and 1 only" }]),
    ...formatted(part, words("date-time time date duration email hostname uri ipv4 ipv6 uuid")),
  ],
};
