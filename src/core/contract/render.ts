import { Failure } from "../failure.ts";
import type { JsonObject } from "../json.ts";
import { schemaFaults } from "../schema/validate.ts";
import type { Contract, Environment, Message, Tool } from "./contract.ts";
import { renderTemplate } from "./template/render.ts";

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
  const values = templateValues(contract, variables, environment);
  return {
    system: systemText(contract, values),
    messages: contract.messages.map(({ role, content }) => ({ role, content: renderTemplate(content, values) })),
    tools: contract.tools.map((tool) => ({ ...tool, description: renderTemplate(tool.description, values) })),
  };
}

/**
 * The system text alone: most turns need no more.
 *
 * @throws Failure BAD_TEMPLATE as above
 */
export function renderSystem(contract: Contract, variables: JsonObject, environment: Environment | null): string {
  return systemText(contract, templateValues(contract, variables, environment));
}

function systemText({ system }: Contract, values: JsonObject): string {
  return system.map(({ text, literal }) => (literal ? text : renderTemplate(text, values))).join("");
}

function templateValues(contract: Contract, variables: JsonObject, environment: Environment | null): JsonObject {
  const values = knownValues(contract, variables, environment);
  const missing = Object.keys(contract.variables).find((name) => !Object.hasOwn(values, name));
  if (missing === undefined) return values;
  throw new Failure("BAD_TEMPLATE", { why: `the variable \`${missing}\` has no value and no default` });
}

/**
 * The values that are given, and the defaults of the others that have one.
 *
 * @throws Failure BAD_TEMPLATE when a value is undeclared or of another type than declared
 */
export function knownValues(contract: Contract, variables: JsonObject, environment: Environment | null): JsonObject {
  const values: Record<string, JsonObject[string]> = environment === null ? {} : { environment };
  for (const name of Object.keys(variables)) {
    if (!Object.hasOwn(contract.variables, name)) {
      throw new Failure("BAD_TEMPLATE", { why: `the contract ${contract.name} declares no variable \`${name}\`` });
    }
  }
  for (const [name, schema] of Object.entries(contract.variables)) {
    const value = Object.hasOwn(variables, name) ? variables[name] : schema["default"];
    if (value === undefined) continue;
    const [fault] = schemaFaults(schema, value);
    if (fault !== undefined)
      throw new Failure("BAD_TEMPLATE", { why: `the variable \`${name}\` is not as declared: ${fault}` });
    values[name] = value;
  }
  return values;
}
