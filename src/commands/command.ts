import type { Report } from "../report/report.ts";
import type { World } from "../world/world.ts";

/** What may stand on the command line. The kind decides the type of the value. */
export interface Parameter<Kind extends ParameterKind = ParameterKind> {
  readonly kind: Kind;
  /** How the value is called in help: `<ref>`. */
  readonly value: string;
  readonly says: string;
  /** The value of an option that stands there without one. */
  readonly preset?: string;
}

type ParameterKind = "flag" | "text" | "list" | "words" | "required" | "many" | "rest";

export const flag = (says: string): Parameter<"flag"> => ({ kind: "flag", value: "", says });
export const text = (value: string, says: string): Parameter<"text"> => ({ kind: "text", value, says });
/** An option that may stand alone: `--prune`, `--prune 90d`. */
export const optional = (value: string, preset: string, says: string): Parameter<"text"> => ({
  kind: "text",
  value,
  says,
  preset,
});
export const list = (value: string, says: string): Parameter<"list"> => ({ kind: "list", value, says });
/** Everything behind the option, up to the next one. */
export const words = (value: string, says: string): Parameter<"words"> => ({ kind: "words", value, says });
export const required = (value: string, says: string): Parameter<"required"> => ({ kind: "required", value, says });

/** The last argument, as often as it is given. */
export const many = (value: string, says: string): Parameter<"many"> => ({ kind: "many", value, says });
/** What stands behind `--`: a command line of another program. */
export const rest = (value: string, says: string): Parameter<"rest"> => ({ kind: "rest", value, says });

export type Parameters = Readonly<Record<string, Parameter>>;

/** The values of some parameters: nothing is undefined, an absent text is `null`. */
export type Values<Of extends Parameters> = {
  readonly [Name in keyof Of]: Of[Name] extends Parameter<"flag">
    ? boolean
    : Of[Name] extends Parameter<"list" | "words" | "many" | "rest">
      ? readonly string[]
      : Of[Name] extends Parameter<"required">
        ? string
        : string | null;
};

/** A verb: what it is called, what it takes, and where its work is. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly arguments: Parameters;
  readonly options: Parameters;
  readonly examples: readonly string[];
  /** Loads the verb on first use and runs it. */
  run(values: Readonly<Record<string, unknown>>, world: World): Promise<Report>;
}

interface Definition<Arguments extends Parameters, Options extends Parameters> {
  readonly name: string;
  readonly summary: string;
  readonly arguments: Arguments;
  readonly options: Options;
  readonly examples: readonly string[];
  readonly load: () => Promise<(input: Values<Arguments> & Values<Options>, world: World) => Promise<Report>>;
}

export function defineCommand<Arguments extends Parameters, Options extends Parameters>(
  definition: Definition<Arguments, Options>,
): Command {
  const { load, ...command } = definition;
  return {
    ...command,
    // The command line is built from the same parameters, so its values have these types.
    run: async (values, world) => (await load())(values as Values<Arguments> & Values<Options>, world),
  };
}
