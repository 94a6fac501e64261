import type { Rule } from "../rule.ts";
import { budgetDanglingTarget } from "./budget-dangling.ts";
import { budgetAdded, budgetLowered, budgetRaised, budgetRemoved } from "./budget.ts";
import { cachePrefixBroken, cachePrefixTooShort, cacheVolatileInPrefix } from "./cache.ts";
import { contractRenamed } from "./contract-renamed.ts";
import { credentialAdded } from "./credential.ts";
import { goldenAdded, goldenChanged, goldenStrengthened, goldenWeakened } from "./golden-drift.ts";
import { goldenStale } from "./golden-stale.ts";
import { guardAdded, guardRemoved } from "./guardrail-added.ts";
import { guardAvoidable } from "./guardrail-avoidable.ts";
import { guardDanglingTarget } from "./guardrail-dangling.ts";
import {
  guardAllowToConfirm,
  guardAllowToDeny,
  guardConfirmToAllow,
  guardConfirmToDeny,
  guardDenyToAllow,
  guardDenyToConfirm,
} from "./guardrail-decision.ts";
import { guardRenamed } from "./guardrail-renamed.ts";
import { guardConditionChanged, guardPrerequisiteChanged, guardScopeChanged } from "./guardrail-scope.ts";
import { knowledgeAdded, knowledgeChanged, knowledgeRemoved } from "./knowledge.ts";
import { modelParamUnsupported } from "./model-refused.ts";
import {
  modelOptionsChanged,
  parallelCallsChanged,
  reasoningChanged,
  samplingChanged,
  stopSequencesChanged,
} from "./model-setting.ts";
import { hiddenUnicodeAdded } from "./hidden-unicode.ts";
import { modelPinAdded, modelPinRemoved } from "./model-pin.ts";
import { modelChanged, modelSnapshotChanged } from "./model.ts";
import { otherChanged } from "./other.ts";
import { outputCapLowered, outputCapRaised } from "./output-cap.ts";
import { outputAdded, outputEnforceChanged, outputReadersChanged, outputRemoved } from "./output-mode.ts";
import {
  outputFieldAdded,
  outputFieldBecameOptional,
  outputFieldBecameRequired,
  outputFieldOrderChanged,
  outputFieldRemoved,
  outputFieldRenamed,
} from "./output-field.ts";
import {
  outputConstraintRelaxed,
  outputConstraintTightened,
  outputDefaultChanged,
  outputEnumNarrowed,
  outputEnumWidened,
  outputObjectClosed,
  outputObjectOpened,
  outputShapeReplaced,
  outputTypeNarrowed,
  outputTypeWidened,
} from "./output-value.ts";
import { parameterOptionalAdded, parameterRequiredAdded, parameterRequiredWithDefault } from "./parameter-added.ts";
import {
  parameterConstraintRelaxed,
  parameterConstraintTightened,
  parameterDefaultChanged,
} from "./parameter-limit.ts";
import { parameterObjectClosed, parameterObjectOpened } from "./parameter-object.ts";
import { parameterMeaningChanged, toolMeaningChanged } from "./parameter-meaning.ts";
import { parameterIgnored, parameterRemoved, parameterRenamed } from "./parameter-removed.ts";
import { parameterBecameOptional, parameterBecameRequired } from "./parameter-required.ts";
import {
  parameterEnumNarrowed,
  parameterEnumWidened,
  parameterTypeNarrowed,
  parameterTypeWidened,
} from "./parameter-type.ts";
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
import { resultAdded, resultLimitChanged, resultNotContained } from "./result.ts";
import { schemaRefactored, schemaUndecided } from "./schema.ts";
import { attendedChanged, pinningPolicyChanged } from "./sessions.ts";
import { stopReasonAdded, stopReasonRemoved, toolStopReasonChanged } from "./stop-reason.ts";
import { outputOutsideStrictSubset, toolOutsideStrictSubset } from "./strict-subset.ts";
import { toolAliasAdded, toolAliasRemoved } from "./tool-aliases.ts";
import { toolAnnotationChanged } from "./tool-annotation.ts";
import { toolContractChanged, toolProviderToolChanged } from "./tool-carried-out.ts";
import { toolChoiceChanged, toolChoiceDangling } from "./tool-choice.ts";
import { parameterDescriptionChanged, toolDescriptionChanged, toolDescriptionCosmetic } from "./tool-description.ts";
import { toolEffectLowered, toolEffectRaised } from "./tool-effect.ts";
import { toolDescriptionInstructionAdded } from "./tool-instruction.ts";
import { toolFolded, toolSplit } from "./tool-folded.ts";
import { toolNameReused } from "./tool-name-reused.ts";
import { toolOrderChanged } from "./tool-order.ts";
import { toolAdded, toolRemoved } from "./tool-removed.ts";
import { toolSetOverlap, toolSetTooLarge } from "./tool-set.ts";
import { toolRenamed, toolRenamedWithAlias } from "./tool-renamed.ts";
import { urlAdded } from "./url-added.ts";
import { variableMovedIntoSystem } from "./variable-moved.ts";
import {
  variableDefaultChanged,
  variableDescriptionChanged,
  variableOptionalAdded,
  variableRemoved,
  variableRequiredAdded,
  variableTypeChanged,
  variableTypeWidened,
} from "./variable.ts";

/** In the order in which rules claim changes: the particular before the general, the rest last. */
export const rules: readonly Rule[] = [
  contractRenamed,
  outputAdded,
  outputRemoved,
  toolNameReused,
  toolRenamed,
  toolRenamedWithAlias,
  toolFolded,
  toolSplit,
  toolRemoved,
  toolAdded,
  toolAliasRemoved,
  toolAliasAdded,
  toolOrderChanged,
  parameterRequiredAdded,
  parameterRequiredWithDefault,
  parameterOptionalAdded,
  parameterRemoved,
  parameterIgnored,
  parameterRenamed,
  parameterBecameRequired,
  parameterBecameOptional,
  parameterTypeNarrowed,
  parameterTypeWidened,
  parameterEnumNarrowed,
  parameterEnumWidened,
  parameterConstraintTightened,
  parameterConstraintRelaxed,
  parameterObjectClosed,
  parameterObjectOpened,
  parameterDefaultChanged,
  resultNotContained,
  resultAdded,
  resultLimitChanged,
  outputFieldRemoved,
  outputFieldRenamed,
  outputFieldAdded,
  outputFieldBecameOptional,
  outputFieldBecameRequired,
  outputFieldOrderChanged,
  outputShapeReplaced,
  outputTypeWidened,
  outputTypeNarrowed,
  outputEnumWidened,
  outputEnumNarrowed,
  outputConstraintRelaxed,
  outputConstraintTightened,
  outputObjectClosed,
  outputObjectOpened,
  outputDefaultChanged,
  variableTypeChanged,
  variableTypeWidened,
  schemaUndecided,
  schemaRefactored,
  toolOutsideStrictSubset,
  outputOutsideStrictSubset,
  guardDanglingTarget,
  guardAvoidable,
  guardRenamed,
  guardRemoved,
  guardAdded,
  guardAllowToConfirm,
  guardAllowToDeny,
  guardConfirmToAllow,
  guardConfirmToDeny,
  guardDenyToAllow,
  guardDenyToConfirm,
  guardScopeChanged,
  guardConditionChanged,
  guardPrerequisiteChanged,
  toolEffectRaised,
  toolEffectLowered,
  toolAnnotationChanged,
  toolStopReasonChanged,
  toolContractChanged,
  toolProviderToolChanged,
  budgetDanglingTarget,
  budgetRaised,
  budgetLowered,
  budgetAdded,
  budgetRemoved,
  modelParamUnsupported,
  modelPinAdded,
  modelPinRemoved,
  modelSnapshotChanged,
  modelChanged,
  outputCapLowered,
  outputCapRaised,
  samplingChanged,
  reasoningChanged,
  toolChoiceDangling,
  toolChoiceChanged,
  parallelCallsChanged,
  stopSequencesChanged,
  modelOptionsChanged,
  outputEnforceChanged,
  outputReadersChanged,
  knowledgeChanged,
  knowledgeAdded,
  knowledgeRemoved,
  stopReasonAdded,
  stopReasonRemoved,
  pinningPolicyChanged,
  attendedChanged,
  goldenStale,
  goldenWeakened,
  goldenStrengthened,
  goldenChanged,
  goldenAdded,
  variableRequiredAdded,
  variableOptionalAdded,
  variableRemoved,
  variableDefaultChanged,
  variableDescriptionChanged,
  toolDescriptionInstructionAdded,
  promptConstraintRemoved,
  promptConstraintWeakened,
  promptConstraintAdded,
  promptPersonaChanged,
  promptExampleChanged,
  promptSectionMoved,
  promptCosmetic,
  promptReworded,
  parameterMeaningChanged,
  toolMeaningChanged,
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
  cachePrefixTooShort,
  variableMovedIntoSystem,
  urlAdded,
  hiddenUnicodeAdded,
  credentialAdded,
  toolSetOverlap,
  toolSetTooLarge,
  otherChanged,
];
