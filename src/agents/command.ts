import type { AgentAnswer } from "../core/run/record.ts";
import { runProcess } from "../world/process.ts";
import type { Agent } from "./agent.ts";
import { decodeAnswer, encodeRequest } from "./protocol.ts";

export interface CommandAgentOptions {
  readonly command: readonly [string, ...string[]];
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** Without any limit of its own a program is given up on after this many seconds. */
const patience = 120;

/** Starting a program takes time that is not the agent's. */
const startUp = 10;

/** Where promptctl itself is, so that an agent in JavaScript can use it without installing it. */
const ownModule = { PROMPTCTL_MODULE: new URL("../index.js", import.meta.url).href };

/** Any program: the request as one JSON document on stdin, the answer as one on stdout. */
export function commandAgent({ command: [command, ...args], folder, env, signal }: CommandAgentOptions): Agent {
  return {
    name: [command, ...args].join(" "),
    run: async (request) => {
      const timeout = (request.seconds === null ? patience : request.seconds + startUp) * 1_000;
      const result = await runProcess({
        command,
        args,
        cwd: folder,
        env: { ...env, ...ownModule },
        input: encodeRequest(request),
        timeout,
        signal,
      });
      if (result.timedOut) {
        if (request.seconds === null) return { kind: "unmeasured", why: `it did not answer within ${patience} s` };
        return { kind: "answer", answer: overdue(request.seconds + startUp) };
      }
      if (result.exitCode !== 0) {
        const end = result.exitCode === null ? "was killed" : `ended with exit code ${result.exitCode}`;
        return { kind: "unmeasured", why: `${command} ${end}${sayStderr(result.stderr)}` };
      }
      const decoded = decodeAnswer(new TextDecoder().decode(result.stdout));
      return "answer" in decoded
        ? { kind: "answer", answer: decoded.answer }
        : { kind: "unmeasured", why: `${decoded.why}${sayStderr(result.stderr)}` };
    },
  };
}

/** A run that exceeded its seconds has failed: it was measured, and it was too slow. */
function overdue(seconds: number): AgentAnswer {
  return {
    stop_reason: "budget_exceeded",
    steps: null,
    tokens: null,
    seconds,
    spend_usd: null,
    output: null,
    calls: [],
    transcript: null,
  };
}

/** The line that names the error, where there is one: a stack's tail says nothing. */
function sayStderr(stderr: string): string {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const named = lines.find((line) => /^\s*(?:Uncaught )?\w*(?:Error|Exception|error)\b.*:/.test(line));
  const shown = named ?? lines.slice(-3).join(" / ");
  return shown === "" ? "" : `: ${shown.trim().slice(0, 400)}`;
}
