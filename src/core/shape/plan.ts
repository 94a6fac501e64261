import type { z } from "zod";
import type { Json } from "../json.ts";

/** What a schema of zod demands, as plain data: what `fit` needs, and nothing that messages are made of. */
export type Plan =
  | { readonly is: "any" | "flag" }
  | { readonly is: "text"; readonly least: number; readonly patterns: readonly Pattern[] }
  | { readonly is: "number"; readonly whole: boolean; readonly limits: readonly Limit[] }
  | { readonly is: "one of"; readonly values: readonly Json[] }
  | { readonly is: "list"; readonly first: readonly Plan[]; readonly item: Plan; readonly least: number }
  | { readonly is: "record"; readonly key: Plan; readonly value: Plan }
  | { readonly is: "fields"; readonly fields: readonly Field[]; readonly others: "refused" | "left out" | "kept" }
  | { readonly is: "either"; readonly forms: readonly Plan[] };

interface Pattern {
  readonly source: string;
  readonly flags: string;
}

export interface Limit {
  readonly than: "more" | "less";
  readonly value: number;
  readonly inclusive: boolean;
}

export interface Field {
  readonly key: string;
  readonly plan: Plan;
  /** What stands for a field that is not there; no such key where it is demanded. */
  readonly absent?: { readonly value: Json } | "left out";
}

/** @throws Error of a schema that demands something else: then it is not planned, or this function learns it */
export function planOf(schema: z.ZodType): Plan {
  const { def } = (schema as unknown as Planned)._zod;
  switch (def.type) {
    case "unknown":
      return { is: "any" };
    case "boolean":
      return { is: "flag" };
    case "string":
      return textPlan(def);
    case "number":
      return numberPlan(def);
    case "literal":
      return { is: "one of", values: def.values };
    case "enum":
      return { is: "one of", values: Object.values(def.entries) };
    case "array":
      return { is: "list", first: [], item: planOf(def.element), least: leastOf(checksOf(def)) };
    case "tuple":
      return tuplePlan(def);
    case "record":
      return recordPlan(def);
    case "object":
      return fieldsPlan(def);
    case "nullable":
      return { is: "either", forms: [{ is: "one of", values: [null] }, planOf(def.innerType)] };
    case "union":
      return { is: "either", forms: def.options.map(planOf) };
    default:
      throw new Error(`a schema of the type ${def.type} has no plan`);
  }
}

/** What zod remembers of a schema. */
interface Planned {
  readonly _zod: { readonly def: Definition };
}

type Definition = { readonly checks?: readonly { readonly _zod: { readonly def: Check } }[] } & (
  | { readonly type: "unknown" | "boolean" | "transform" | "pipe" }
  | { readonly type: "string" | "number"; readonly check?: string; readonly pattern?: RegExp }
  | { readonly type: "literal"; readonly values: readonly Json[] }
  | { readonly type: "enum"; readonly entries: Readonly<Record<string, Json>> }
  | { readonly type: "array"; readonly element: z.ZodType }
  | { readonly type: "tuple"; readonly items: readonly z.ZodType[]; readonly rest: z.ZodType | null }
  | { readonly type: "record"; readonly keyType: z.ZodType; readonly valueType: z.ZodType; readonly partial?: boolean }
  | { readonly type: "object"; readonly shape: Readonly<Record<string, z.ZodType>>; readonly catchall?: z.ZodType }
  | { readonly type: "union"; readonly options: readonly z.ZodType[] }
  | { readonly type: "optional" | "nullable"; readonly innerType: z.ZodType }
  | { readonly type: "default" | "prefault"; readonly innerType: z.ZodType; readonly defaultValue: unknown }
);

type Check =
  | { readonly check: "min_length"; readonly minimum: number }
  | { readonly check: "string_format"; readonly format: string; readonly pattern: RegExp }
  | { readonly check: "number_format"; readonly format: string }
  | { readonly check: "greater_than" | "less_than"; readonly value: number; readonly inclusive: boolean }
  | { readonly check: "other" };

function checksOf(def: Definition): readonly Check[] {
  return (def.checks ?? []).map((check) => check._zod.def);
}

function textPlan(def: Definition & { readonly type: "string" | "number" }): Plan {
  // A format of its own (a day) is its check too.
  const checks = [
    ...checksOf(def),
    ...(def.pattern === undefined ? [] : [{ check: "string_format", ...def } as Check]),
  ];
  const patterns = checks.flatMap((check) =>
    check.check === "string_format" ? [{ source: check.pattern.source, flags: check.pattern.flags }] : [],
  );
  return { is: "text", least: leastOf(checks.filter(({ check }) => check !== "string_format")), patterns };
}

function numberPlan(def: Definition & { readonly type: "string" | "number" }): Plan {
  const checks = checksOf(def);
  const limits = checks.flatMap((one): readonly Limit[] => {
    if (one.check === "number_format" && one.format === "safeint") return [];
    if (one.check !== "greater_than" && one.check !== "less_than") throw unknown(one);
    const { value, inclusive } = one;
    return [{ than: one.check === "greater_than" ? "more" : "less", value, inclusive }];
  });
  return { is: "number", whole: checks.some(({ check }) => check === "number_format"), limits };
}

function leastOf(checks: readonly Check[]): number {
  return Math.max(0, ...checks.map((one) => (one.check === "min_length" ? one.minimum : refuse(one))));
}

function tuplePlan({ items, rest }: Definition & { readonly type: "tuple" }): Plan {
  if (rest === null) throw new Error("a list of a fixed length has no plan");
  return { is: "list", first: items.map(planOf), item: planOf(rest), least: items.length };
}

function recordPlan(def: Definition & { readonly type: "record" }): Plan {
  const key = planOf(def.keyType);
  // Of a list of keys, zod demands each one.
  if (key.is === "one of" && def.partial !== true) throw new Error("a record of all its keys has no plan");
  return { is: "record", key, value: planOf(def.valueType) };
}

function fieldsPlan({ shape, catchall }: Definition & { readonly type: "object" }): Plan {
  const others = catchall === undefined ? "left out" : restOf((catchall as unknown as Planned)._zod.def.type as string);
  return { is: "fields", fields: Object.entries(shape).map(([key, part]) => fieldPlan(key, part)), others };
}

function restOf(type: string): "refused" | "kept" {
  if (type === "never") return "refused";
  if (type === "unknown") return "kept";
  throw new Error(`other fields of the type ${type} have no plan`);
}

function fieldPlan(key: string, part: z.ZodType): Field {
  const { def } = (part as unknown as Planned)._zod;
  if (def.type === "optional") return { key, plan: planOf(def.innerType), absent: "left out" };
  if (def.type === "default" || def.type === "prefault")
    return { key, plan: planOf(def.innerType), absent: { value: part.parse(undefined) as Json } };
  return { key, plan: planOf(part) };
}

function refuse(check: Check): never {
  throw unknown(check);
}

function unknown({ check }: Check): Error {
  return new Error(`the check ${check} has no plan`);
}
