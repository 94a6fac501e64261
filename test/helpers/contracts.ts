import type { Bundle } from "../../src/core/bundle/bundle.ts";
import { sealBundle } from "../../src/core/bundle/seal.ts";
import type { Contract, Guardrail, Tool } from "../../src/core/contract/contract.ts";
import { budgetDefaults, guardrailDefaults, sessionDefaults, toolDefaults } from "../../src/core/contract/defaults.ts";

/** A small contract that says who it is: `system` is what tells one bundle from another. */
export function sampleContract(system: string, part: Partial<Contract> = {}): Contract {
  return {
    name: "support",
    model: { provider: "openai", name: "gpt-5-mini-2026-01-15" },
    variables: {},
    system: [{ text: system, literal: false }],
    messages: [],
    tools: [tool("get_order", { effect: "read", description: `As ${system} does it.` })],
    output: null,
    guardrails: [],
    budgets: budgetDefaults,
    stop_reasons: [],
    knowledge: [],
    sessions: sessionDefaults,
    ...part,
  };
}

export function sampleBundle(system: string, part: Partial<Contract> = {}): Bundle {
  return sealBundle(sampleContract(system, part));
}

export function tool(name: string, part: Partial<Tool> = {}): Tool {
  return { ...toolDefaults, name, ...part };
}

export function guardrail(id: string, part: Partial<Guardrail> & Pick<Guardrail, "decision">): Guardrail {
  return { ...guardrailDefaults, id, ...part };
}
