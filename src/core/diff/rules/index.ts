import type { Rule } from "../rule.ts";
import { budgetAdded, budgetLowered, budgetRaised, budgetRemoved } from "./budget.ts";
import { guardrailDanglingTarget } from "./guardrail-dangling.ts";
import { guardrailAdded, guardrailChanged, guardrailRemoved } from "./guardrail.ts";
import { modelChanged, modelSnapshotChanged } from "./model.ts";
import { otherChanged } from "./other.ts";
import { parameterOptionalAdded, parameterRequiredAdded } from "./parameter-added.ts";
import { parameterIgnored, parameterRemoved } from "./parameter-removed.ts";
import { parameterBecameOptional, parameterBecameRequired } from "./parameter-required.ts";
import { promptConstraintAdded, promptConstraintRemoved, promptConstraintWeakened } from "./prompt-constraint.ts";
import { promptDanglingTool } from "./prompt-dangling.ts";
import { promptExampleChanged } from "./prompt-example.ts";
import { promptSectionMoved } from "./prompt-moved.ts";
import { promptPersonaChanged } from "./prompt-persona.ts";
import { promptCosmetic, promptReworded } from "./prompt-reworded.ts";
import { promptTokensGrew } from "./prompt-tokens.ts";
import { toolAliasAdded, toolAliasRemoved } from "./tool-aliases.ts";
import { parameterDescriptionChanged, toolDescriptionChanged } from "./tool-description.ts";
import { toolOrderChanged } from "./tool-order.ts";
import { toolAdded, toolRemoved } from "./tool-removed.ts";
import { toolRenamed, toolRenamedWithAlias } from "./tool-renamed.ts";

/** In the order in which rules claim changes: the particular before the general, the rest last. */
export const rules: readonly Rule[] = [
  toolRenamed,
  toolRenamedWithAlias,
  toolRemoved,
  toolAdded,
  toolAliasRemoved,
  toolAliasAdded,
  toolDescriptionChanged,
  toolOrderChanged,
  parameterRequiredAdded,
  parameterOptionalAdded,
  parameterRemoved,
  parameterIgnored,
  parameterBecameRequired,
  parameterBecameOptional,
  parameterDescriptionChanged,
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
  promptConstraintRemoved,
  promptConstraintWeakened,
  promptConstraintAdded,
  promptPersonaChanged,
  promptExampleChanged,
  promptSectionMoved,
  promptCosmetic,
  promptReworded,
  promptDanglingTool,
  promptTokensGrew,
  otherChanged,
];
