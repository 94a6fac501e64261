import { type ProcessResult, runProcess } from "../world/process.ts";
import type { Agent, AgentOutcome } from "./agent.ts";
import { overdue } from "./overdue.ts";
import { margin, patience, sayPatience, sizeLimit } from "./patience.ts";
import { decodeAnswer, encodeRequest } from "./protocol.ts";

export interface CommandAgentOptions {
  readonly command: readonly [string, ...string[]];
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** Milliseconds in which a child that the program left behind may still hold its streams open. */
const linger = 2_000;

/** EX_TEMPFAIL of sysexits.h: a program says that it could not do it now, and may be asked again. */
const tryAgain = 75;

/** Where promptctl itself is, so that an agent in JavaScript can use it without installing it. */
const ownModule = { PROMPTCTL_MODULE: new URL("../library/index.js", import.meta.url).href };

/** Any program: the request as one JSON document on stdin, the answer as one on stdout. */
export function commandAgent({ command: [command, ...args], folder, env, signal }: CommandAgentOptions): Agent {
  // Once for all runs: to copy the environment of a process takes as long as to judge an answer.
  const environment = { ...env, ...ownModule };
  return {
    name: [command, ...args].join(" "),
    mode: "command",
    run: async (request) => {
      const result = await runProcess({
        command,
        args,
        cwd: folder,
        env: environment,
        input: encodeRequest(request),
        timeout: (request.seconds === null ? patience : request.seconds + margin) * 1_000,
        signal,
        most: sizeLimit,
        linger,
      });
      if (result.timedOut && request.seconds !== null)
        return { kind: "answer", answer: overdue(request.seconds + margin) };
      return outcomeOf(command, result);
    },
  };
}

function outcomeOf(command: string, result: ProcessResult): AgentOutcome {
  const { exitCode, stdout, stderr } = result;
  const unmeasured = (why: string): AgentOutcome => ({
    kind: "unmeasured",
    why: `${why}${sayStderr(stderr)}`,
    ...(stderr === "" ? {} : { stderr }),
    ...(exitCode === tryAgain ? { again: { after: null } } : {}),
  });
  if (result.timedOut) return unmeasured(sayPatience);
  if (result.tooMuch) return unmeasured(`${command} wrote more than ${sizeLimit / 1024 / 1024} MiB to stdout`);
  if (exitCode === null) return unmeasured(`${command} was killed`);
  if (exitCode !== 0) return unmeasured(`${command} ended with exit code ${exitCode}`);
  const decoded = decodeAnswer(new TextDecoder().decode(stdout));
  return "answer" in decoded ? { kind: "answer", answer: decoded.answer } : unmeasured(decoded.why);
}

/** The line that names the error, where there is one: a stack's tail says nothing. */
function sayStderr(stderr: string): string {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const named = lines.find((line) => /^\s*(?:Uncaught )?\w*(?:Error|Exception|error)\b.*:/.test(line));
  const shown = named ?? lines.slice(-3).join(" / ");
  return shown === "" ? "" : `: ${shown.trim().slice(0, 400)}`;
}
