import { spawnSync } from "node:child_process";

/** Whether programs can be traced here: it takes strace, and a system that allows it. */
export const traceable =
  spawnSync("strace", ["-f", "-o", "/dev/null", "--seccomp-bpf", "-e", "trace=fsync", "true"]).status === 0;

export const untraceable = traceable ? "" : " (skipped: strace cannot trace here)";

export interface Injection {
  /** As strace names them: `rename`, `fsync`, `/^rename`. */
  readonly call: string;
  /** `error=EIO`, `signal=KILL`, with `:when=2` from the second call of a process on. */
  readonly fault: string;
  /** Only calls about this file. */
  readonly path?: string;
}

/** The command line before a program whose system calls, and those of what it starts, fail as told. */
export function strace({ call, fault, path }: Injection): readonly string[] {
  // The filter makes it fast, and loses injected signals.
  const filter = fault.includes("signal=") ? [] : ["--seccomp-bpf"];
  const only = path === undefined ? [] : ["-P", path];
  return ["strace", "-f", "-qq", "-o", "/dev/null", ...filter, ...only, "-e", `trace=${call}`].concat([
    "-e",
    `inject=${call}:${fault}`,
  ]);
}
