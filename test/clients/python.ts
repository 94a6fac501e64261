import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Json, JsonObject } from "../../src/core/json.ts";
import type { RefusalReason } from "../../src/client/polling/accept.ts";
import type { StateKind } from "../../src/client/state.ts";
import type { Pin } from "../../src/client/pin.ts";

export const packageFolder = fileURLToPath(new URL("../../src/clients/python/", import.meta.url));
const driver = fileURLToPath(new URL("python_driver.py", import.meta.url));

/** Whether there is a Python here that the client promises to run on. */
export const hasPython = ((): boolean => {
  try {
    execFileSync("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 9))"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

/** The state of a Python client: times are seconds there. */
export interface PythonState {
  readonly kind: StateKind;
  readonly serial: number | null;
  readonly refusal: { readonly reason: RefusalReason; readonly why: string } | null;
  readonly failures: number;
}

export interface PythonSession {
  readonly pin: Pin;
  readonly prompt_id: string;
  readonly system: string;
  readonly memory: unknown;
  readonly before_tool: { readonly kind: string; readonly stop_reason: string | null };
}

export interface PythonClient {
  state(): Promise<PythonState>;
  refresh(): Promise<PythonState>;
  open(session: string): Promise<PythonSession>;
  resume(pin: unknown, memory?: unknown): Promise<PythonSession>;
  /** The names of the events so far. */
  seen(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** One Python process for many clients: starting one costs more than what is asked of it. */
export interface Python {
  connect(options: Readonly<Record<string, unknown>>): Promise<PythonClient>;
  /** Variant, bundle, bucket and case of many sessions. */
  routes(pointer: string, sessions: readonly string[]): Promise<readonly (readonly unknown[])[]>;
  /** For each schema which of its values are valid; `null` where it is not judged there. */
  valid(pairs: readonly (readonly [JsonObject, readonly Json[]])[]): Promise<readonly (readonly boolean[] | null)[]>;
  /** Contract, label, serial, current, ramp and environment of each; `null` where it is no pointer. */
  pointers(all: readonly Uint8Array[]): Promise<readonly (readonly unknown[] | null)[]>;
  /** What each template says; `null` where it cannot be rendered. */
  templates(texts: readonly string[], values: JsonObject): Promise<readonly (string | null)[]>;
  contracts(asked: readonly AskedContract[]): Promise<readonly AnsweredContract[]>;
  stop(): void;
}

export type AskedContract = readonly [
  bundle: string,
  digest: string,
  name: string,
  variables: JsonObject,
  calls: readonly (readonly [tool: string, args: JsonObject])[],
];

export interface AnsweredContract {
  /** System text, messages and tools, or the code of an error. */
  readonly rendered: string | readonly unknown[];
  /** For openai, anthropic, gemini and mcp. */
  readonly exported: readonly unknown[];
  readonly checked: readonly { readonly kind: string; readonly guardrail: string | null }[];
}

export function startPython(): Python {
  const child: ChildProcessWithoutNullStreams = spawn("python3", [driver], {
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1", PYTHONUTF8: "1" },
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  let complaint = "";
  let asked = 0;
  child.stderr.on("data", (text: Buffer) => (complaint += text.toString()));
  createInterface({ input: child.stdout }).on("line", (line) => {
    const answer = JSON.parse(line) as Answer & { readonly id: number };
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  child.on("exit", () => waiting.forEach((resolve) => resolve({ error: { code: "EXITED", message: complaint } })));

  async function ask<Value>(action: string, ...args: readonly unknown[]): Promise<Value> {
    asked += 1;
    const id = asked;
    const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
    child.stdin.write(`${JSON.stringify({ id, do: action, with: args })}\n`);
    const { error, value } = await answered;
    if (error !== undefined) throw Object.assign(new Error(error.message), { code: error.code });
    return value as Value;
  }

  let clients = 0;
  return {
    connect: async (options) => {
      clients += 1;
      const name = `client-${clients}`;
      await ask("connect", name, options);
      return {
        state: () => ask("state", name),
        refresh: () => ask("refresh", name),
        open: (session) => ask("open", name, session),
        resume: (pin, memory = null) => ask("resume", name, pin, memory),
        seen: () => ask("seen", name),
        close: () => ask("close", name),
      };
    },
    routes: (pointer, sessions) => ask("routes", pointer, sessions),
    valid: (pairs) => ask("valid", pairs),
    pointers: (all) =>
      ask(
        "pointers",
        all.map((bytes) => Buffer.from(bytes).toString("base64")),
      ),
    templates: (texts, values) => ask("templates", texts, values),
    contracts: (asked) => ask("contracts", asked),
    stop: () => child.kill(),
  };
}

interface Answer {
  readonly value?: unknown;
  readonly error?: { readonly code: string; readonly message: string };
}
