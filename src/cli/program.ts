import { Command as Program, InvalidArgumentError, Option } from "commander";
import type { Command, Parameter } from "../commands/command.ts";

/** What every verb takes. */
export interface GlobalOptions {
  /** `null` where nobody asked for one. */
  readonly format: string | null;
  readonly output: readonly string[];
  readonly cwd: string | null;
  readonly color: boolean;
  readonly quiet: boolean;
  readonly offline: boolean;
  readonly debug: boolean;
}

export interface Invocation {
  readonly command: Command;
  readonly values: Readonly<Record<string, unknown>>;
  readonly options: GlobalOptions;
}

export interface ProgramOptions {
  readonly commands: readonly Command[];
  readonly version: string;
  readonly formats: readonly string[];
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
}

/**
 * Reads a command line by the table of verbs: the only door to commander.
 *
 * @returns `null` where help or the version was printed
 * @throws CommanderError on bad usage
 */
export function readCommandLine(argv: readonly string[], options: ProgramOptions): Invocation | null {
  return buildProgram({ ...options, commands: asked(argv, options.commands) }, argv)();
}

function isOverview([first, ...more]: readonly string[]): boolean {
  return more.length === 0 && (first === undefined || first === "-h" || first === "--help");
}

/** Who begins with a verb asks nothing of the others: to describe all of them takes longer than to read one. */
function asked(argv: readonly string[], commands: readonly Command[]): readonly Command[] {
  const [first = ""] = argv;
  const named = commands.filter(({ name }) => name.split(" ")[0] === first);
  return named.length > 0 ? named : commands;
}

function buildProgram(
  { commands, version, formats, write, writeError }: ProgramOptions,
  argv: readonly string[],
): () => Invocation | null {
  let invocation: Invocation | null = null;
  const behindDashes = argv.includes("--") ? argv.slice(argv.indexOf("--") + 1) : [];
  const program = new Program("promptctl")
    .description("Releases for agent behaviour, out of a git repository and nothing else.")
    .version(version, "-V, --version", "print the version")
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: writeError, outputError: () => undefined })
    .showSuggestionAfterError(true)
    .helpCommand("help [command]", "help for a command")
    .addHelpText(
      "after",
      "\nThe loop: edit, check, build, diff, test, merge, promote. The way back: rollback. The stop: halt, revoke.\nExit codes: 0 yes, 1 no, 2 you, 3 world, 4 race, 101 us, 130 stop.",
    );
  addGlobalOptions(program, formats);

  const groups = new Map<string, Program>();
  for (const command of commands) {
    const [verb = "", noun = null] = command.name.split(" ").toReversed();
    const sub = (noun === null ? program : groupOf(noun))
      .command(verb)
      .description(command.summary)
      .allowExcessArguments(false)
      .exitOverride();
    sub.configureOutput({ writeOut: write, writeErr: writeError, outputError: () => undefined });
    const names = Object.entries(command.arguments).filter(([, { kind }]) => kind !== "rest");
    const rest = Object.entries(command.arguments).filter(([, { kind }]) => kind === "rest");
    for (const [, parameter] of names) sub.argument(parameter.value, parameter.says);
    for (const [, { value }] of rest) {
      sub.usage(`[options] ${names.map(([, parameter]) => parameter.value).join(" ")} [-- ${value}]`);
    }
    // The list of verbs says of their options only that there are some; to make them all takes as long as to print it.
    if (isOverview(argv)) {
      sub.option("--quiet");
      continue;
    }
    for (const [name, parameter] of Object.entries(command.options)) sub.addOption(optionOf(name, parameter));
    addGlobalOptions(sub, formats);
    sub.addHelpText("after", `\nExamples:\n${command.examples.map((example) => `  ${example}`).join("\n")}`);
    sub.action(() => {
      const options = sub.optsWithGlobals();
      // commander gives what stands behind `--` as further arguments; only a verb that takes it keeps it apart.
      const words = rest.length === 0 ? sub.args : sub.args.slice(0, sub.args.length - behindDashes.length);
      const values = Object.fromEntries([
        ...names.map(([name, parameter], index) => [name, argumentAt(sub, parameter, words, index)]),
        ...rest.map(([name]) => [name, behindDashes]),
        ...Object.entries(command.options).map(([name, parameter]) => [name, options[name] ?? absent(parameter)]),
      ]);
      invocation = { command, values, options: globalOptions(program.opts(), sub.opts()) };
    });
  }
  /** `golden add`: the noun alone says which verbs it has. */
  function groupOf(noun: string): Program {
    const verbs = commands
      .filter(({ name }) => name.startsWith(`${noun} `))
      .map(({ name, summary }) => `${name}: ${summary}`);
    const known = groups.get(noun) ?? program.command(noun).description(verbs.join("; ")).exitOverride();
    known.configureOutput({ writeOut: write, writeErr: writeError, outputError: () => undefined });
    groups.set(noun, known);
    return known;
  }

  return () => {
    program.parse([...argv], { from: "user" });
    return invocation;
  };
}

function argumentAt(sub: Program, { kind, value }: Parameter, words: readonly string[], index: number): unknown {
  if (kind === "many") return words.slice(index);
  const word = words[index];
  if (kind === "required" && word === undefined) sub.error(`error: missing required argument '${value}'`);
  return word ?? null;
}

/** They may stand before or behind the verb: people type them where they think of them. */
function addGlobalOptions(program: Program, formats: readonly string[]): void {
  program
    .addOption(new Option("--format <format>", "how to say the result").choices([...formats]))
    .addOption(
      new Option("-o, --output <file>", "also write the result into a file, by its ending (repeatable)").argParser(
        collect,
      ),
    )
    .addOption(new Option("--cwd <folder>", "work in this folder"))
    .addOption(new Option("--no-color", "no colours"))
    .addOption(new Option("--quiet", "no progress"))
    .addOption(new Option("--offline", "do not fetch the release state"))
    .addOption(new Option("--debug", "show stacks"));
}

function globalOptions(before: Record<string, unknown>, behind: Record<string, unknown>): GlobalOptions {
  const text = (name: string): string | null => {
    const value = behind[name] ?? before[name];
    return typeof value === "string" ? value : null;
  };
  const flag = (name: string): boolean => behind[name] === true || before[name] === true;
  const files = [before["output"], behind["output"]].flat().filter((value) => typeof value === "string");
  return {
    format: text("format"),
    output: files,
    cwd: text("cwd"),
    color: before["color"] !== false && behind["color"] !== false,
    quiet: flag("quiet"),
    offline: flag("offline"),
    debug: flag("debug"),
  };
}

function optionOf(name: string, { kind, value, says, preset }: Parameter): Option {
  const long = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  const short = shorts[name] === undefined ? "" : `${shorts[name]}, `;
  const option = new Option(`${short}${long}${kind === "flag" ? "" : ` ${value}`}`, says);
  if (kind === "list") option.argParser(collect);
  if (kind === "text") option.argParser(once(long));
  if (preset !== undefined) option.preset(preset);
  return option;
}

/** As people know them from make and git. */
const shorts: Readonly<Record<string, string>> = { jobs: "-j", max: "-n" };

function collect(value: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), value];
}

/** The last of two wins in most programs; in a release tool a contradiction is an error. */
function once(long: string): (value: string, earlier: string | undefined) => string {
  return (value, earlier) => {
    if (earlier !== undefined && earlier !== value) throw new InvalidArgumentError(`${long} was given twice`);
    return value;
  };
}

function absent({ kind }: Parameter): unknown {
  return { flag: false, list: [], words: [], text: null, required: null, many: [], rest: [] }[kind];
}
