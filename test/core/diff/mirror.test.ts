import { expect, test } from "vitest";
import { rules } from "../../../src/core/diff/rules/index.ts";

/** What came can go, what rose can fall: a differ with one half of a pair reports half of the edits. */
const mirrors: readonly (readonly [string, string])[] = [
  ["TOOL_REMOVED", "TOOL_ADDED"],
  ["TOOL_ALIAS_REMOVED", "TOOL_ALIAS_ADDED"],
  ["TOOL_FOLDED", "TOOL_SPLIT"],
  ["PARAM_REMOVED", "PARAM_REQUIRED_ADDED"],
  ["PARAM_IGNORED", "PARAM_OPTIONAL_ADDED"],
  ["PARAM_BECAME_REQUIRED", "PARAM_BECAME_OPTIONAL"],
  ["PARAM_TYPE_NARROWED", "PARAM_TYPE_WIDENED"],
  ["PARAM_ENUM_NARROWED", "PARAM_ENUM_WIDENED"],
  ["PARAM_CONSTRAINT_TIGHTENED", "PARAM_CONSTRAINT_RELAXED"],
  ["PARAM_OBJECT_CLOSED", "PARAM_OBJECT_OPENED"],
  ["RESULT_NOT_CONTAINED", "RESULT_ADDED"],
  ["OUTPUT_FIELD_REMOVED", "OUTPUT_FIELD_ADDED"],
  ["OUTPUT_FIELD_BECAME_OPTIONAL", "OUTPUT_FIELD_BECAME_REQUIRED"],
  ["OUTPUT_TYPE_WIDENED", "OUTPUT_TYPE_NARROWED"],
  ["OUTPUT_ENUM_WIDENED", "OUTPUT_ENUM_NARROWED"],
  ["OUTPUT_CONSTRAINT_RELAXED", "OUTPUT_CONSTRAINT_TIGHTENED"],
  ["OUTPUT_OBJECT_OPENED", "OUTPUT_OBJECT_CLOSED"],
  ["VAR_TYPE_CHANGED", "VAR_TYPE_WIDENED"],
  ["GUARD_REMOVED", "GUARD_ADDED"],
  ["GUARD_ALLOW_TO_CONFIRM", "GUARD_CONFIRM_TO_ALLOW"],
  ["GUARD_ALLOW_TO_DENY", "GUARD_DENY_TO_ALLOW"],
  ["GUARD_CONFIRM_TO_DENY", "GUARD_DENY_TO_CONFIRM"],
  ["TOOL_EFFECT_RAISED", "TOOL_EFFECT_LOWERED"],
  ["BUDGET_RAISED", "BUDGET_LOWERED"],
  ["BUDGET_ADDED", "BUDGET_REMOVED"],
  ["MODEL_PIN_ADDED", "MODEL_PIN_REMOVED"],
  ["OUTPUT_ADDED", "OUTPUT_REMOVED"],
  ["OUTPUT_CAP_LOWERED", "OUTPUT_CAP_RAISED"],
  ["KNOWLEDGE_ADDED", "KNOWLEDGE_REMOVED"],
  ["STOP_REASON_ADDED", "STOP_REASON_REMOVED"],
  ["GOLDEN_WEAKENED", "GOLDEN_STRENGTHENED"],
  ["PROMPT_CONSTRAINT_REMOVED", "PROMPT_CONSTRAINT_ADDED"],
  ["VAR_REQUIRED_ADDED", "VAR_REMOVED"],
];

const waivers: Readonly<Record<string, string>> = {
  TOOL_NAME_REUSED: "names that go back to their tools are reused too",
  TOOL_RENAMED: "the way back is a rename too",
  TOOL_RENAMED_WITH_ALIAS: "the way back is a rename too",
  TOOL_DESC_CHANGED: "words have no direction",
  TOOL_DESC_COSMETIC: "white space has no direction",
  TOOL_DESC_INSTRUCTION_ADDED: "an order that goes is the repair, and told as TOOL_DESC_CHANGED",
  TOOL_ORDER_CHANGED: "orders have no direction",
  PARAM_DESC_CHANGED: "words have no direction",
  PARAM_MEANING_CHANGED: "no unit is the opposite of another",
  PARAM_REQUIRED_WITH_DEFAULT:
    "its mirrors are PARAM_REMOVED, and PARAM_BECAME_OPTIONAL where it is not demanded any more",
  PARAM_RENAMED: "the way back is a rename too",
  PARAM_DEFAULT_CHANGED: "values have no direction",
  RESULT_LIMIT_CHANGED: "more and less of it are equally to be looked at",
  OUTPUT_FIELD_RENAMED: "the way back is a rename too",
  OUTPUT_FIELD_ORDER_CHANGED: "orders have no direction",
  OUTPUT_SHAPE_REPLACED: "no value is right for both, either way",
  OUTPUT_DEFAULT_CHANGED: "values have no direction",
  SCHEMA_UNDECIDED: "what is not known has no direction",
  SCHEMA_REFACTORED: "the way back is one too",
  GUARD_AVOIDABLE: "a parameter that has to be given again is the repair",
  GUARD_RENAMED: "the way back is a rename too",
  GUARD_SCOPE_CHANGED: "wider and narrower in one rule: what happens to calls says which",
  GUARD_CONDITION_CHANGED: "wider and narrower in one rule: what happens to calls says which",
  GUARD_PREREQUISITE_CHANGED: "more and fewer in one rule: what happens to calls says which",
  GUARD_DANGLING_TARGET: "a guardrail that finds its tool again is the repair",
  TOOL_ANNOTATION_CHANGED: "a hint that comes and one that goes are equally to be looked at",
  TOOL_STOP_REASON_CHANGED: "one rule for both directions",
  TOOL_CONTRACT_CHANGED: "who carries a tool out has no direction",
  TOOL_PROVIDER_TOOL_CHANGED: "who carries a tool out has no direction",
  BUDGET_DANGLING_TARGET: "a limit that finds its tool again is the repair",
  MODEL_PARAM_UNSUPPORTED: "a setting that is taken again is the repair",
  SAMPLING_CHANGED: "more chance and less of it are equally to be measured anew",
  REASONING_CHANGED: "more thinking costs and less of it shows: both are to be measured anew",
  TOOL_CHOICE_DANGLING: "a choice that finds its tool again is the repair",
  TOOL_CHOICE_CHANGED: "words of a setting have no direction",
  PARALLEL_CALLS_CHANGED: "one rule for both directions",
  STOP_SEQUENCES_CHANGED: "one rule for both directions",
  MODEL_OPTIONS_CHANGED: "what only a provider knows has no direction that is known here",
  OUTPUT_ENFORCE_CHANGED: "one rule for both directions",
  OUTPUT_READERS_CHANGED: "one rule for both directions",
  KNOWLEDGE_CHANGED: "versions have no direction",
  PINNING_POLICY_CHANGED: "one rule for both directions",
  ATTENDED_CHANGED: "one rule for both directions",
  CONTRACT_RENAMED: "the way back is a rename too",
  GOLDEN_STALE: "a task that names what there is is the repair",
  GOLDEN_CHANGED: "another task has no direction",
  GOLDEN_ADDED: "a task that is gone is GOLDEN_WEAKENED",
  MODEL_CHANGED: "models have no direction",
  MODEL_SNAPSHOT_CHANGED: "a snapshot may be older or newer",
  PROMPT_CONSTRAINT_WEAKENED: "PROMPT_CONSTRAINT_ADDED tells rules that demand more as well as new ones",
  PROMPT_PERSONA_CHANGED: "one voice is not the opposite of another",
  PROMPT_EXAMPLE_CHANGED: "an example more or less is another set of examples",
  PROMPT_SECTION_MOVED: "orders have no direction",
  PROMPT_COSMETIC: "white space has no direction",
  PROMPT_REWORDED: "words have no direction",
  PROMPT_DANGLING_TOOL: "a prompt that names only what is offered is the repair",
  PROMPT_DANGLING_PARAM: "a text that names only what there is is the repair",
  PROMPT_TOOL_UNMENTIONED: "a tool that is spoken of is told by the words that speak of it",
  PROMPT_EXAMPLE_INVALID: "an example that fits again is the repair",
  PROMPT_SHARE_OF_BUDGET: "more room harms nobody",
  CACHE_PREFIX_BROKEN: "a cached prefix never grows by itself: it is written when it is first sent",
  CACHE_VOLATILE_IN_PREFIX: "a variable that moved to the end is the repair",
  SEC_URL_ADDED: "a host that goes leads nobody astray, and its words are told",
  SEC_HIDDEN_UNICODE: "hidden characters that go are the repair",
  VAR_OPTIONAL_ADDED: "its mirror is VAR_REMOVED, or VAR_REQUIRED_ADDED where a default goes",
  VAR_DEFAULT_CHANGED: "values have no direction",
  VAR_DESC_CHANGED: "words have no direction",
  PROMPT_TOKENS_GREW: "fewer tokens harm nobody, and the words that went are told by PROMPT_REWORDED",
  OTHER_CHANGED: "takes both directions of whatever nobody else understands",
};

test("every rule has its mirror, or a reason why not", () => {
  const paired = mirrors.flat();
  const accounted = [...paired, ...Object.keys(waivers)];
  expect(accounted.toSorted()).toEqual(rules.map(({ id }) => id).toSorted());
});

test("no rule explains itself with the id of a rule that does not exist", () => {
  const ids = new Set(rules.map(({ id }) => id));
  for (const { id, purpose, incident } of rules) {
    const named = `${purpose} ${incident}`.match(/\b[A-Z]+(?:_[A-Z]+)+\b/g) ?? [];
    expect(
      named.filter((name) => !ids.has(name)),
      id,
    ).toEqual([]);
  }
});
