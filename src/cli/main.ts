import { readFileSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { commands } from "../commands/index.ts";
import { Failure } from "../core/failure.ts";
import { exitOfAnswer, exitOfFailure } from "../report/exit.ts";
import type { FormatName } from "../report/formats/index.ts";
import type { Report } from "../report/report.ts";
import type { World } from "../world/world.ts";
import { buildProgram, type GlobalOptions, type Invocation } from "./program.ts";

/** The names of formats, here so that help needs none of them loaded; a test compares the two lists. */
export const formatNames = ["human", "markdown", "json"] as const;

/** The whole program as a function of a process: argv in, streams written, exit code out. */
export async function main(host: NodeJS.Process): Promise<number> {
  // A reader that has seen enough (`promptctl log | head`) is no failure of ours.
  for (const stream of [host.stdout, host.stderr]) stream.on("error", ignoreClosedPipe);
  let invocation: Invocation | null;
  try {
    invocation = readArguments(host);
  } catch (error) {
    return await sayUsage(error, host);
  }
  if (invocation === null) return 0;
  const { command, values, options } = invocation;
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  host.on("SIGINT", interrupt);
  host.on("SIGTERM", interrupt);
  try {
    const outputs = await readOutputs(options, host);
    const report = await command.run(values, await openWorld(host, options, stop.signal));
    await writeReport(report, options, outputs, host);
    return exitOfAnswer(report.answer);
  } catch (error) {
    const failure = stop.signal.aborted ? new Failure("INTERRUPTED", {}, { cause: error }) : error;
    if (!(failure instanceof Failure)) return sayBug(error, host);
    await sayFailure(command.name, failure, options, host);
    return exitOfFailure(failure.kind);
  } finally {
    host.off("SIGINT", interrupt);
    host.off("SIGTERM", interrupt);
  }
}

function ignoreClosedPipe(error: Error & { readonly code?: string }): void {
  if (error.code !== "EPIPE") throw error;
}

function readArguments(host: NodeJS.Process): Invocation | null {
  const parse = buildProgram({
    commands,
    version: version(),
    formats: formatNames,
    write: (text) => host.stdout.write(text),
    writeError: (text) => host.stderr.write(text),
  });
  return parse(host.argv.slice(2));
}

/** commander throws for help and version too; everything else it throws is about the command line. */
async function sayUsage(error: unknown, host: NodeJS.Process): Promise<number> {
  const { code, exitCode, message = "" } = error as { code?: string; exitCode?: number; message?: string };
  if (typeof code !== "string" || !code.startsWith("commander.")) return sayBug(error, host);
  if (exitCode === 0) return 0;
  // A bare call was answered with the help already.
  const bare = code === "commander.help";
  const failure = new Failure("USAGE", { message: bare ? "which command?" : message.replace(/^error: /, "") });
  const { sayJsonFailure } = await import("../report/formats/json.ts");
  if (wantsJson(host.argv)) host.stdout.write(sayJsonFailure(null, failure));
  if (!bare) host.stderr.write(`promptctl: ${failure.message}\n${failure.hint ?? ""}\n`);
  return exitOfFailure(failure.kind);
}

/** The command line could not be read, so its wish for a format is looked for by hand. */
function wantsJson(argv: readonly string[]): boolean {
  return argv.some((word, index) => word === "--format=json" || (word === "json" && argv[index - 1] === "--format"));
}

async function openWorld(host: NodeJS.Process, options: GlobalOptions, signal: AbortSignal): Promise<World> {
  const { systemClock } = await import("../world/clock.ts");
  const { openTerminal } = await import("../world/terminal.ts");
  const { sayBlocks } = await import("../report/formats/human.ts");
  const { painter, wantsColours } = await import("./paint.ts");
  const paint = painter(wantsColours(host.stderr, host.env, options.color));
  const say = (blocks: Parameters<typeof sayBlocks>[0]): string => sayBlocks(blocks, paint, host.stderr.columns ?? 100);
  return {
    cwd: folderOf(host, options.cwd),
    env: host.env,
    clock: systemClock,
    terminal: openTerminal({ stdin: host.stdin, stderr: host.stderr, say, quiet: options.quiet, signal }),
    signal,
    offline: options.offline,
  };
}

/** @throws Failure NO_FOLDER where the current folder was deleted under the shell */
function folderOf(host: NodeJS.Process, named: string | null): string {
  if (named !== null && isAbsolute(named)) return named;
  try {
    return resolve(host.cwd(), named ?? "");
  } catch (error) {
    throw new Failure("NO_FOLDER", { folder: "any more where this shell stands" }, { cause: error });
  }
}

/** Where a report goes beside stdout. */
interface Output {
  readonly file: string;
  readonly format: FormatName;
}

/** @throws Failure USAGE: before any work is done, so that no report is lost to a typing error */
async function readOutputs({ output }: GlobalOptions, host: NodeJS.Process): Promise<readonly Output[]> {
  if (output.length === 0) return [];
  const { formats } = await import("../report/formats/index.ts");
  return output.map((file) => {
    const format = formatNames.find((name) => file.endsWith(formats[name].ending));
    if (format !== undefined) return { file: isAbsolute(file) ? file : resolve(host.cwd(), file), format };
    const endings = formatNames.map((name) => formats[name].ending).join(", ");
    throw new Failure("USAGE", { message: `-o ${file}: its ending says no format; known are ${endings}` });
  });
}

async function writeReport(
  report: Report,
  options: GlobalOptions,
  outputs: readonly Output[],
  host: NodeJS.Process,
): Promise<void> {
  const { formats } = await import("../report/formats/index.ts");
  const { painter, wantsColours } = await import("./paint.ts");
  const name = formatNames.find((known) => known === options.format) ?? "human";
  const paint = painter(name === "human" && wantsColours(host.stdout, host.env, options.color));
  host.stdout.write(formats[name].say(report, paint, host.stdout.columns ?? 100));
  if (outputs.length === 0) return;
  const { writeBytes } = await import("../world/files.ts");
  for (const { file, format } of outputs) {
    await writeBytes(file, new TextEncoder().encode(formats[format].say(report, painter(false), 100)));
  }
}

async function sayFailure(
  command: string,
  failure: Failure,
  options: GlobalOptions,
  host: NodeJS.Process,
): Promise<void> {
  if (options.format === "json") {
    const { sayJsonFailure } = await import("../report/formats/json.ts");
    host.stdout.write(sayJsonFailure(command, failure));
  }
  const { findingBlocks } = await import("../report/findings.ts");
  const { sayBlocks } = await import("../report/formats/human.ts");
  const { painter, wantsColours } = await import("./paint.ts");
  const paint = painter(wantsColours(host.stderr, host.env, options.color));
  const width = host.stderr.columns ?? 100;
  const details =
    failure.findings.length === 0 ? "" : `${sayBlocks(findingBlocks(failure.findings), paint, width)}\n\n`;
  const hint = failure.hint === null ? "" : `${failure.hint}\n`;
  host.stderr.write(`${details}${paint("bad", "promptctl:")} ${failure.message}\n${hint}`);
  if (options.debug) host.stderr.write(`${failure.stack ?? ""}\n${String(failure.cause ?? "")}\n`);
}

function sayBug(error: unknown, host: NodeJS.Process): number {
  if (wantsJson(host.argv)) {
    const message = error instanceof Error ? error.message : String(error);
    const failure = { code: "BUG", message, hint: null, place: null, findings: [] };
    const document = {
      format: "promptctl/report/1",
      command: null,
      answer: null,
      exit: 101,
      verdict: message,
      data: null,
      failure,
    };
    host.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  host.stderr.write(
    `promptctl: this is a bug in promptctl ${version()} (node ${host.version}, ${host.platform})\n${stack}\nplease report it, with the lines above: https://github.com/promptctl/promptctl/issues/new\n`,
  );
  return 101;
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "unknown";
}
