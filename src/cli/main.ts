import { commands } from "../commands/index.ts";
import { Failure } from "../core/failure.ts";
import { exitOfAnswer, exitOfFailure } from "../report/exit.ts";
import { openWorld } from "./open-world.ts";
import { formatNames, type Output, readOutputs, writeFailure, writeReport } from "./output.ts";
import { type Invocation, readCommandLine } from "./program.ts";
import { sayBug, sayFailure, sayUsage } from "./refuse.ts";
import { version } from "./version.ts";

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
  let told = 0;
  const interrupt = (): void => {
    // Who asks twice will not wait; one key press may arrive twice, where a wrapper passes it on.
    if (stop.signal.aborted && performance.now() - told > 100) host.exit(exitOfFailure("stopped"));
    told = performance.now();
    stop.abort();
  };
  host.on("SIGINT", interrupt);
  host.on("SIGTERM", interrupt);
  let outputs: readonly Output[] = [];
  try {
    outputs = await readOutputs(options, host);
    const report = await command.run(values, await openWorld(host, options, stop.signal));
    await writeReport(report, options, outputs, host);
    return exitOfAnswer(report.answer);
  } catch (error) {
    const failure = stop.signal.aborted ? new Failure("INTERRUPTED", {}, { cause: error }) : error;
    if (!(failure instanceof Failure)) return sayBug(error, host);
    await sayFailure(command.name, failure, options, host);
    await writeFailure(command.name, failure, outputs);
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
  return readCommandLine(host.argv.slice(2), {
    commands,
    version: version(),
    formats: formatNames,
    write: (text) => host.stdout.write(text),
    writeError: (text) => host.stderr.write(text),
  });
}
