import { readFileSync } from "node:fs";
import { version } from "./version.ts";

/** The whole program as a function of a process: argv in, streams written, exit code out. */
export async function main(host: NodeJS.Process): Promise<number> {
  // A reader that has seen enough (`promptctl log | head`) is no failure of ours.
  host.stdout.on("error", ignoreClosedPipe);
  const said = host.argv.length === 3 ? sayAtOnce(host.argv[2] ?? "", host.stdout.isTTY) : null;
  if (said !== null) {
    host.stdout.write(said);
    return 0;
  }
  host.stderr.on("error", ignoreClosedPipe);
  return (await import("./run.ts")).run(host, version());
}

function ignoreClosedPipe(error: Error & { readonly code?: string }): void {
  if (error.code !== "EPIPE") throw error;
}

/** What scripts ask for before everything else: answered here, it costs hardly more than node itself. */
function sayAtOnce(word: string, isTerminal: boolean): string | null {
  if (word === "-V" || word === "--version") return `${version()}\n`;
  // On a terminal the lines are as wide as that is.
  return (word === "-h" || word === "--help") && !isTerminal ? writtenHelp() : null;
}

/** What the parser of the command line says, written down when the program was built; `null` where it was not. */
function writtenHelp(): string | null {
  try {
    return readFileSync(new URL("help.txt", import.meta.url), "utf8");
  } catch {
    return null;
  }
}
