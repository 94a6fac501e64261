import { answersTo, type Guardrail, type Tool } from "./contract.ts";
import { guardrailDefaults } from "./defaults.ts";
import type { ContractFile } from "./schema.ts";

/** Guardrails with their defaults, in the order in which they were written: a place in the list is a place in the file. */
export function guardrailsAsWritten({ guardrails }: ContractFile): readonly Guardrail[] {
  return guardrails.map((written) => ({ ...guardrailDefaults, ...written, effect: [written.effect ?? []].flat() }));
}

/** Whether a guardrail speaks about some calls of a tool; one that names nothing speaks about all. */
export function guards({ tool: name, effect }: Guardrail, tool: Tool): boolean {
  if (name !== null && !answersTo(tool, name)) return false;
  return effect.length === 0 || effect.includes(tool.effect);
}
