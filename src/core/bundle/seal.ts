import type { Contract, SystemPart } from "../contract/contract.ts";
import {
  budgetDefaults,
  guardrailDefaults,
  outputDefaults,
  sessionDefaults,
  toolDefaults,
  withoutDefaults,
  withoutEmpty,
} from "../contract/defaults.ts";
import type { Json, JsonObject } from "../json.ts";
import { canonicalBytes } from "./canonical.ts";
import { type Bundle, bundleFormat } from "./bundle.ts";
import { digestOf } from "./digest.ts";

export function sealBundle(contract: Contract): Bundle {
  const bytes = canonicalBytes(bundleDocument(contract));
  return { digest: digestOf(bytes), bytes, contract };
}

/** The document whose canonical bytes are hashed: what equals its default is left out. */
export function bundleDocument(contract: Contract): JsonObject {
  const known = documents.get(contract) ?? documentOf(contract);
  documents.set(contract, known);
  return known;
}

// It is hashed, compared and searched.
const documents = new WeakMap<Contract, JsonObject>();

function documentOf(contract: Contract): JsonObject {
  return {
    format: bundleFormat,
    contract: contract.name,
    model: contract.model,
    ...withoutEmpty({
      variables: contract.variables,
      system: sealSystem(contract.system),
      messages: contract.messages.map(({ role, content }) => ({ role, content })),
      tools: contract.tools.map((tool) => withoutDefaults(tool, toolDefaults)),
      output: contract.output === null ? null : withoutDefaults(contract.output, outputDefaults),
      guardrails: contract.guardrails.map((guardrail) => withoutDefaults(guardrail, guardrailDefaults)),
      budgets: withoutDefaults(contract.budgets, budgetDefaults),
      stop_reasons: contract.stop_reasons,
      knowledge: contract.knowledge.map(({ index, version }) => ({ index, version })),
      sessions: withoutDefaults(contract.sessions, sessionDefaults),
    }),
  };
}

/** One text where there is nothing literal: the usual case reads as what it is. */
function sealSystem(parts: readonly SystemPart[]): Json {
  if (parts.length === 1 && parts[0]?.literal === false) return parts[0].text;
  return parts.map(({ text, literal }): JsonObject => (literal ? { literal: text } : { text }));
}
