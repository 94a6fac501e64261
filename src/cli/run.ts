import { commands } from "../commands/index.ts";
import { Failure } from "../core/failure.ts";
import { exitOfAnswer, exitOfFailure } from "../report/exit.ts";
import { elapsed } from "../world/clock.ts";
import { openWorld } from "./open-world.ts";
import { formatNames, type Output, readOutputs, writeFailure, writeReport } from "./output.ts";
import { type Invocation, readCommandLine } from "./program.ts";
import { sayBug, sayFailure, sayUsage } from "./refuse.ts";

/** Reads the command line, runs the verb, and says its report. */
export async function run(host: NodeJS.Process, version: string): Promise<number> {
  let invocation: Invocation | null;
  try {
    invocation = readArguments(host, version);
  } catch (error) {
    return await sayUsage(error, host, version);
  }
  if (invocation === null) return 0;
  const { command, values, options } = invocation;
  const stop = new AbortController();
  let told = 0;
  const interrupt = (): void => {
    // Who asks twice will not wait; one key press may arrive twice, where a wrapper passes it on.
    if (stop.signal.aborted && elapsed() - told > 100) host.exit(exitOfFailure("stopped"));
    told = elapsed();
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
    if (!(failure instanceof Failure)) return sayBug(error, host, version);
    await sayFailure(command.name, failure, options, host);
    await writeFailure(command.name, failure, outputs);
    return exitOfFailure(failure.kind);
  } finally {
    host.off("SIGINT", interrupt);
    host.off("SIGTERM", interrupt);
  }
}

function readArguments(host: NodeJS.Process, version: string): Invocation | null {
  return readCommandLine(host.argv.slice(2), {
    commands,
    version,
    formats: formatNames,
    write: (text) => host.stdout.write(text),
    writeError: (text) => host.stderr.write(text),
  });
}
