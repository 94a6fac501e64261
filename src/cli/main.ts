import { version } from "./version.ts";

/** The whole program as a function of a process: argv in, streams written, exit code out. */
export async function main(host: NodeJS.Process): Promise<number> {
  // A reader that has seen enough (`promptctl log | head`) is no failure of ours.
  host.stdout.on("error", ignoreClosedPipe);
  // Scripts ask for it before everything else: answered here, it costs no more than node itself.
  if (host.argv.length === 3 && ["-V", "--version"].includes(host.argv[2] ?? "")) {
    host.stdout.write(`${version()}\n`);
    return 0;
  }
  host.stderr.on("error", ignoreClosedPipe);
  return (await import("./run.ts")).run(host, version());
}

function ignoreClosedPipe(error: Error & { readonly code?: string }): void {
  if (error.code !== "EPIPE") throw error;
}
