import { isJsonObject, type JsonObject } from "../json.ts";
import { outputSchemaMeaning, schemaMeaning } from "../schema/meaning.ts";
import type { Contract, Model, SystemPart } from "./contract.ts";
import { budgetDefaults, guardrailDefaults, outputDefaults, sessionDefaults, toolDefaults } from "./defaults.ts";
import type { ContractFile } from "./schema.ts";

/**
 * Fills in every default and forgets every order that means nothing, once, at the gate: two files that
 * mean the same become the same value here, and so the same bytes and the same digest.
 */
export function normaliseContract(file: ContractFile): Contract {
  return {
    name: file.contract,
    model: normaliseModel(file.model),
    variables: mapValues(file.variables, schemaMeaning),
    system: joinParts(file.system),
    messages: file.messages,
    tools: file.tools.map((tool) => ({
      ...toolDefaults,
      ...tool,
      aliases: (tool.aliases ?? []).toSorted(),
      input: schemaMeaning(tool.input ?? toolDefaults.input),
      output: tool.output === undefined ? null : schemaMeaning(tool.output),
    })),
    output:
      file.output === undefined
        ? null
        : { ...outputDefaults, ...file.output, schema: outputSchemaMeaning(file.output.schema) },
    guardrails: file.guardrails
      .map((guardrail) => ({
        ...guardrailDefaults,
        ...guardrail,
        effect: [guardrail.effect ?? []].flat().toSorted(),
        when: guardrail.when === undefined ? null : schemaMeaning(guardrail.when),
        unless_called: (guardrail.unless_called ?? []).toSorted(),
      }))
      // deny beats confirm beats allow, wherever they stand
      .toSorted((left, right) => compareText(left.id, right.id)),
    budgets: { ...budgetDefaults, ...file.budgets },
    stop_reasons: file.stop_reasons.toSorted(),
    knowledge: file.knowledge.toSorted((left, right) => compareText(left.index, right.index)),
    sessions: { ...sessionDefaults, ...file.sessions },
  };
}

/** zod's output has no undefined left in practice; JSON cannot say it either. */
export function normaliseModel(model: ContractFile["model"]): Model {
  return defined(model) as Model;
}

type SystemFile = ContractFile["system"];

/** Pieces are joined with a newline; neighbours of one kind are one text, however they were cut. */
function joinParts(system: SystemFile): readonly SystemPart[] {
  const pieces = Array.isArray(system) ? system : [system];
  const parts: SystemPart[] = [];
  for (const [index, piece] of pieces.entries()) {
    const literal = isJsonObject(piece);
    const text = (literal ? piece.literal : piece) + (index < pieces.length - 1 ? "\n" : "");
    const last = parts.at(-1);
    if (last?.literal === literal) parts[parts.length - 1] = { text: last.text + text, literal };
    else parts.push({ text, literal });
  }
  return parts.filter(({ text }) => text !== "");
}

/** By code unit, as RFC 8785 sorts keys: a locale must not change a digest. */
function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function mapValues<In, Out>(record: Readonly<Record<string, In>>, change: (value: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

function defined(value: object): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
}
