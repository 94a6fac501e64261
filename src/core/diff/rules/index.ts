import type { Rule } from "../rule.ts";
import { budgetAdded, budgetLowered, budgetRaised, budgetRemoved } from "./budget.ts";
import { cachePrefixBroken, cacheVolatileInPrefix } from "./cache.ts";
import { guardrailDanglingTarget } from "./guardrail-dangling.ts";
import { guardrailAdded, guardrailChanged, guardrailRemoved } from "./guardrail.ts";
import { hiddenUnicodeAdded } from "./hidden-unicode.ts";
import { modelChanged, modelSnapshotChanged } from "./model.ts";
import { otherChanged } from "./other.ts";
import { parameterOptionalAdded, parameterRequiredAdded } from "./parameter-added.ts";
import { parameterIgnored, parameterRemoved } from "./parameter-removed.ts";
import { parameterBecameOptional, parameterBecameRequired } from "./parameter-required.ts";
import { promptConstraintAdded, promptConstraintRemoved, promptConstraintWeakened } from "./prompt-constraint.ts";
import { promptDanglingParameter } from "./prompt-dangling-parameter.ts";
import { promptDanglingTool } from "./prompt-dangling.ts";
import { promptExampleInvalid } from "./prompt-example-invalid.ts";
import { promptExampleChanged } from "./prompt-example.ts";
import { promptSectionMoved } from "./prompt-moved.ts";
import { promptPersonaChanged } from "./prompt-persona.ts";
import { promptCosmetic, promptReworded } from "./prompt-reworded.ts";
import { promptShareOfBudget, promptTokensGrew } from "./prompt-tokens.ts";
import { promptToolUnmentioned } from "./prompt-unmentioned.ts";
import { toolAliasAdded, toolAliasRemoved } from "./tool-aliases.ts";
import { parameterDescriptionChanged, toolDescriptionChanged, toolDescriptionCosmetic } from "./tool-description.ts";
import { toolDescriptionInstructionAdded } from "./tool-instruction.ts";
import { toolOrderChanged } from "./tool-order.ts";
import { toolAdded, toolRemoved } from "./tool-removed.ts";
import { toolRenamed, toolRenamedWithAlias } from "./tool-renamed.ts";
import { urlAdded } from "./url-added.ts";
import {
  variableDefaultChanged,
  variableDescriptionChanged,
  variableOptionalAdded,
  variableRemoved,
  variableRequiredAdded,
  variableTypeChanged,
} from "./variable.ts";

/** In the order in which rules claim changes: the particular before the general, the rest last. */
export const rules: readonly Rule[] = [
  toolRenamed,
  toolRenamedWithAlias,
  toolRemoved,
  toolAdded,
  toolAliasRemoved,
  toolAliasAdded,
  toolOrderChanged,
  parameterRequiredAdded,
  parameterOptionalAdded,
  parameterRemoved,
  parameterIgnored,
  parameterBecameRequired,
  parameterBecameOptional,
  guardrailRemoved,
  guardrailAdded,
  guardrailChanged,
  guardrailDanglingTarget,
  budgetRaised,
  budgetLowered,
  budgetAdded,
  budgetRemoved,
  modelSnapshotChanged,
  modelChanged,
  variableRequiredAdded,
  variableOptionalAdded,
  variableRemoved,
  variableDefaultChanged,
  variableDescriptionChanged,
  variableTypeChanged,
  toolDescriptionInstructionAdded,
  promptConstraintRemoved,
  promptConstraintWeakened,
  promptConstraintAdded,
  promptPersonaChanged,
  promptExampleChanged,
  promptSectionMoved,
  promptCosmetic,
  promptReworded,
  toolDescriptionCosmetic,
  toolDescriptionChanged,
  parameterDescriptionChanged,
  promptDanglingTool,
  promptDanglingParameter,
  promptToolUnmentioned,
  promptExampleInvalid,
  promptTokensGrew,
  promptShareOfBudget,
  cachePrefixBroken,
  cacheVolatileInPrefix,
  urlAdded,
  hiddenUnicodeAdded,
  otherChanged,
];
