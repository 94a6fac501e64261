import { Failure } from "../failure.ts";
import type { Json, JsonObject } from "../json.ts";
import { isPlainText, schemaFaults } from "../schema/validate.ts";
import type { Contract, Environment } from "./contract.ts";

/** What the templates of a contract can be told, each name at its place in a row. */
export interface Declared {
  readonly contract: Contract;
  readonly variables: readonly Variable[];
  /** Of the variables, and of the environment. */
  readonly names: readonly string[];
  readonly environmentAt: number;
  /** In which order a host gave its values last. */
  order: Order;
}

/** One value for each name; `undefined` where there is none. */
export type Values = readonly (Json | undefined)[];

interface Variable {
  readonly name: string;
  readonly schema: JsonObject;
  readonly isText: boolean;
  readonly preset: Json | undefined;
}

/** The names of what a host gave, and where each variable finds its value among that: -1 where it does not. */
interface Order {
  readonly given: readonly string[];
  readonly found: readonly { readonly variable: Variable; readonly at: number; readonly place: number }[];
}

export function declaredBy(contract: Contract): Declared {
  const variables = Object.entries(contract.variables).map(([name, schema]) => ({
    name,
    schema,
    isText: isPlainText(schema),
    preset: schema["default"],
  }));
  const names = [...new Set([...variables.map(({ name }) => name), "environment"])];
  const environmentAt = names.indexOf("environment");
  return { contract, variables, names, environmentAt, order: findIn(variables, []) };
}

/**
 * The values of all variables.
 *
 * @throws Failure BAD_TEMPLATE when a value is missing, undeclared or of another type than declared
 */
export function allValues(declared: Declared, variables: JsonObject, environment: Environment | null): Values {
  const values = valuesOf(declared, variables, environment);
  for (let at = 0; at < declared.variables.length; at += 1)
    if (values[at] === undefined)
      throw new Failure("BAD_TEMPLATE", { why: `the variable \`${declared.names[at]}\` has no value and no default` });
  return values;
}

/**
 * The values that are given, and the defaults of the others that have one.
 *
 * @throws Failure BAD_TEMPLATE when a value is undeclared or of another type than declared
 */
export function valuesOf(declared: Declared, variables: JsonObject, environment: Environment | null): Values {
  const { found } = orderOf(declared, Object.keys(variables));
  const given = Object.values(variables);
  // eslint-disable-next-line unicorn/no-new-array -- of its length at once: a tenth of what a rendering costs
  const values = new Array<Json | undefined>(declared.names.length);
  values[declared.environmentAt] = environment ?? undefined;
  for (const { variable, at, place } of found) {
    const value = place === -1 ? variable.preset : given[place];
    if (!variable.isText || typeof value !== "string") requireDeclared(variable, value);
    if (value !== undefined) values[at] = value;
  }
  return values;
}

export function byName({ names }: Declared, values: Values): JsonObject {
  const entries = names.map((name, at) => [name, values[at]] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

/**
 * A host gives the same variables in the same order again and again: to look each of them up would be half of what a
 * rendering costs.
 */
function orderOf(declared: Declared, given: readonly string[]): Order {
  if (isSame(declared.order.given, given)) return declared.order;
  const { name: contract, variables } = declared.contract;
  for (const name of given) {
    if (!Object.hasOwn(variables, name))
      throw new Failure("BAD_TEMPLATE", { why: `the contract ${contract} declares no variable \`${name}\`` });
  }
  declared.order = findIn(declared.variables, given);
  return declared.order;
}

function findIn(variables: readonly Variable[], given: readonly string[]): Order {
  return { given, found: variables.map((variable, at) => ({ variable, at, place: given.indexOf(variable.name) })) };
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  for (let at = 0; at < left.length; at += 1) if (left[at] !== right[at]) return false;
  return true;
}

function requireDeclared({ name, schema }: Variable, value: Json | undefined): void {
  const [fault] = value === undefined ? [] : schemaFaults(schema, value);
  if (fault === undefined) return;
  throw new Failure("BAD_TEMPLATE", { why: `the variable \`${name}\` is not as declared: ${fault}` });
}
