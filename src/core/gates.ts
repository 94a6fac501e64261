import type { RuleCard } from "./rule.ts";

/** What stands before all rules: a file that can be read, of the right shape. */
export const gates = {
  yaml: {
    id: "YAML",
    level: "law",
    purpose: "A file says what it shows: YAML 1.2 with simple values, one document, nothing hidden and nothing twice.",
    remedy:
      "Write the value itself, where the caret points: no tags, anchors, aliases, merge keys or second documents.",
  },
  fragment: {
    id: "FRAGMENT",
    level: "law",
    purpose: "A `{ file }` names a readable file inside the repository, and does not include itself.",
    remedy: "Write a path relative to the file that names it, with /, and put the file itself there.",
  },
  shape: {
    id: "SHAPE",
    level: "law",
    purpose:
      "A file has the fields of its format, each of its type: a key that nobody reads is a wish that nobody hears.",
    remedy:
      "Compare with `promptctl schema contract`, `golden` or `config`; an editor that knows the schema completes the keys.",
  },
} as const satisfies Readonly<Record<string, RuleCard>>;
