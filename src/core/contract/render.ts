import type { JsonObject } from "../json.ts";
import type { Contract, Environment, Message, Tool } from "./contract.ts";
import { fillIn, prepare, type Prepared } from "./template/prepare.ts";
import { allValues, byName, type Declared, declaredBy } from "./values.ts";

/** What the model is given: every template rendered. */
export interface Rendered {
  readonly system: string;
  readonly messages: readonly Message[];
  readonly tools: readonly Tool[];
}

/**
 * @param variables what the application knows of this conversation
 * @throws Failure BAD_TEMPLATE when a variable is missing, undeclared or of another type than declared
 */
export function renderContract(contract: Contract, variables: JsonObject, environment: Environment | null): Rendered {
  const { declared, system, messages, tools } = textsOf(contract);
  const values = allValues(declared, variables, environment);
  const context = (): JsonObject => byName(declared, values);
  return {
    system: fillIn(system, values, context),
    messages: messages.map(({ role, content }) => ({ role, content: fillIn(content, values, context) })),
    tools: tools.map(({ tool, description }) => ({ ...tool, description: fillIn(description, values, context) })),
  };
}

/**
 * The system text alone: most turns need no more.
 *
 * @throws Failure BAD_TEMPLATE as above
 */
export function renderSystem(contract: Contract, variables: JsonObject, environment: Environment | null): string {
  const { declared, system } = textsOf(contract);
  const values = allValues(declared, variables, environment);
  return fillIn(system, values, () => byName(declared, values));
}

/** The texts of a contract, prepared. */
interface Texts {
  readonly declared: Declared;
  readonly system: Prepared;
  readonly messages: readonly { readonly role: Message["role"]; readonly content: Prepared }[];
  readonly tools: readonly { readonly tool: Tool; readonly description: Prepared }[];
}

// A runtime says the texts of a few contracts in every conversation: they are parsed when the first one is said.
const prepared = new WeakMap<Contract, Texts>();

function textsOf(contract: Contract): Texts {
  const known = prepared.get(contract);
  if (known !== undefined) return known;
  const declared = declaredBy(contract);
  const one = (text: string): Prepared => prepare([{ text, literal: false }], declared.names);
  const texts: Texts = {
    declared,
    system: prepare(contract.system, declared.names),
    messages: contract.messages.map(({ role, content }) => ({ role, content: one(content) })),
    tools: contract.tools.map((tool) => ({ tool, description: one(tool.description) })),
  };
  prepared.set(contract, texts);
  return texts;
}
