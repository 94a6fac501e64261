import { Failure } from "../core/failure.ts";
import { sayPlace } from "../core/place.ts";
import { exitOfFailure } from "../report/exit.ts";
import type { GlobalOptions } from "./program.ts";

/** commander throws for help and version too; everything else it throws is about the command line. */
export async function sayUsage(error: unknown, host: NodeJS.Process, version: string): Promise<number> {
  const { code, exitCode, message = "" } = error as { code?: string; exitCode?: number; message?: string };
  if (typeof code !== "string" || !code.startsWith("commander.")) return sayBug(error, host, version);
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

/** One sentence, the place, and what to do; a stack only where it was asked for. */
export async function sayFailure(
  command: string,
  failure: Failure,
  options: GlobalOptions,
  host: NodeJS.Process,
): Promise<void> {
  if (options.format === "json") {
    const { sayJsonFailure } = await import("../report/formats/json.ts");
    host.stdout.write(sayJsonFailure(command, failure));
  }
  if (options.format === "github") {
    const { sayGithubFailure } = await import("../report/formats/github.ts");
    host.stdout.write(sayGithubFailure(failure));
  }
  if (options.format === "webhook") {
    const { sayWebhook } = await import("../report/formats/webhook.ts");
    const { failureReport } = await import("../report/failure.ts");
    host.stdout.write(sayWebhook(failureReport(command, failure)));
  }
  const { findingBlocks } = await import("../report/findings.ts");
  const { sayBlocks } = await import("../report/formats/human.ts");
  const { painter, wantsColours } = await import("./paint.ts");
  const paint = painter(wantsColours(host.stderr, host.env, options.color));
  const width = host.stderr.columns ?? 100;
  const details =
    failure.findings.length === 0 ? "" : `${sayBlocks(findingBlocks(failure.findings), paint, width)}\n\n`;
  const place = failure.place === null ? "" : `${sayPlace(failure.place)}: `;
  const hint = failure.hint === null ? "" : `${failure.hint}\n`;
  host.stderr.write(`${details}${paint("bad", "promptctl:")} ${place}${failure.message}\n${hint}`);
  if (options.debug) host.stderr.write(`${failure.stack ?? ""}\n${String(failure.cause ?? "")}\n`);
}

/** What is thrown and is not a Failure is ours to mend. */
export function sayBug(error: unknown, host: NodeJS.Process, version: string): number {
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
    `promptctl: this is a bug in promptctl ${version} (node ${host.version}, ${host.platform})\n${stack}\nplease report it, with the lines above: https://github.com/promptctl/promptctl/issues/new\n`,
  );
  return 101;
}
