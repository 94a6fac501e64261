import type { ContractRule } from "../rule.ts";
import { budgetUnknownTool } from "./budget-unknown-tool.ts";
import { effectUnsaid } from "./effect-unsaid.ts";
import { guardrailUnknownTool } from "./guardrail-unknown-tool.ts";
import { modelSettingRefused } from "./model-setting-refused.ts";
import { modelUnpinned } from "./model-unpinned.ts";
import { nameNotFolder } from "./name-not-folder.ts";
import { outputOrderUnknown } from "./output-order.ts";
import { promptUnknownTool } from "./prompt-unknown-tool.ts";
import { providerOutputSchema } from "./provider-output-schema.ts";
import { providerToolName } from "./provider-tool-name.ts";
import { providerToolSchema } from "./provider-tool-schema.ts";
import { schemaInvalid } from "./schema-invalid.ts";
import { stopReasonUnlisted } from "./stop-reason-unlisted.ts";
import { templateFault, templateForeign, variableUndeclared } from "./template.ts";
import { variableDefault } from "./variable-default.ts";
import { guardrailDuplicate, toolDuplicate } from "./tool-duplicate.ts";
import { annotationContradictsEffect } from "./annotation-contradicts-effect.ts";
import { annotationUnknown } from "./annotation-unknown.ts";
import { budgetContradiction } from "./budget-contradiction.ts";
import { budgetNone } from "./budget-none.ts";
import { destructiveUnguarded } from "./destructive-unguarded.ts";
import { environmentUnsaid } from "./environment-unsaid.ts";
import { exampleCallInvalid } from "./example-call-invalid.ts";
import { exampleOutputInvalid } from "./example-output-invalid.ts";
import { guardConditionAlways } from "./guard-condition-always.ts";
import { guardConditionNever } from "./guard-condition-never.ts";
import { guardNeverDecides } from "./guard-never-decides.ts";
import { guardNeverLifted } from "./guard-never-lifted.ts";
import { guardNoTarget } from "./guard-no-target.ts";
import { guardNobodyConfirms } from "./guard-nobody-confirms.ts";
import { limitContradiction } from "./limit-contradiction.ts";
import { prefixVolatile } from "./prefix-volatile.ts";
import { promptOverBudget } from "./prompt-over-budget.ts";
import { promptUnknownParameter } from "./prompt-unknown-parameter.ts";
import { retryUnbounded } from "./retry-unbounded.ts";
import { schemaKeywordUnknown } from "./schema-keyword-unknown.ts";
import { schemaRequiredUnknown } from "./schema-required-unknown.ts";
import { stopReasonUnused } from "./stop-reason-unused.ts";
import { toolUndescribed } from "./tool-undescribed.ts";
import { variableReserved } from "./variable-reserved.ts";
import { variableUnused } from "./variable-unused.ts";

export const contractRules: readonly ContractRule[] = [
  nameNotFolder,
  toolDuplicate,
  guardrailDuplicate,
  schemaInvalid,
  schemaKeywordUnknown,
  schemaRequiredUnknown,
  guardrailUnknownTool,
  budgetUnknownTool,
  stopReasonUnlisted,
  outputOrderUnknown,
  templateFault,
  templateForeign,
  variableUndeclared,
  variableDefault,
  variableReserved,
  variableUnused,
  promptUnknownTool,
  promptUnknownParameter,
  exampleCallInvalid,
  exampleOutputInvalid,
  limitContradiction,
  retryUnbounded,
  prefixVolatile,
  effectUnsaid,
  toolUndescribed,
  annotationUnknown,
  annotationContradictsEffect,
  destructiveUnguarded,
  environmentUnsaid,
  guardNoTarget,
  guardConditionNever,
  guardConditionAlways,
  guardNeverLifted,
  guardNeverDecides,
  guardNobodyConfirms,
  budgetNone,
  budgetContradiction,
  promptOverBudget,
  stopReasonUnused,
  providerToolName,
  providerToolSchema,
  providerOutputSchema,
  modelSettingRefused,
  modelUnpinned,
];

/** What a contract cannot be built without. */
export const contractLaws = contractRules.filter(({ level }) => level === "law");

/** What a team may weigh differently. */
export const contractAdvice = contractRules.filter(({ level }) => level !== "law");
