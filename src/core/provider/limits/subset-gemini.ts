import { commonKeywords, type Subset, words } from "./subset.ts";

/**
 * ai.google.dev, GenerationConfig.responseJsonSchema: "only the following properties are supported". What is
 * not is sent all the same, and does nothing.
 */
export const geminiSubset: Subset = {
  keywords: new Set([
    ...commonKeywords,
    ...words("$id $anchor format prefixItems minItems maxItems minimum maximum oneOf"),
    // They demand nothing, so nothing is lost.
    ...words("default examples deprecated $comment"),
  ]),
  whole: () => [],
  judge: () => [],
};
