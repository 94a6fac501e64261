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

export const contractRules: readonly ContractRule[] = [
  nameNotFolder,
  toolDuplicate,
  guardrailDuplicate,
  schemaInvalid,
  guardrailUnknownTool,
  budgetUnknownTool,
  stopReasonUnlisted,
  outputOrderUnknown,
  templateFault,
  templateForeign,
  variableUndeclared,
  variableDefault,
  promptUnknownTool,
  effectUnsaid,
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
