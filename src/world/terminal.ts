import { Failure } from "../core/failure.ts";
import { inert } from "../report/layout/inert.ts";
import type { Block } from "../report/report.ts";
import { elapsed } from "./clock.ts";

/** The person at the keyboard, where there is one. */
export interface Terminal {
  readonly interactive: boolean;
  /**
   * Shows what is about to happen and asks.
   *
   * @throws Failure NO_TERMINAL, INTERRUPTED
   */
  confirm(plan: readonly Block[], question: string): Promise<boolean>;
  /** Something to look at while waiting; never part of the result. */
  progress(text: string): void;
  /** How far it has come: on a terminal one line that changes, elsewhere a line now and then. `null` takes it away. */
  status(text: string | null): void;
  /** What was found so far, before there is a result. */
  show(blocks: readonly Block[]): void;
  /** The same in place of everything that the terminal shows; elsewhere beneath it. */
  screen(blocks: readonly Block[]): void;
}

export interface TerminalStreams {
  /** Opened when somebody is asked: that takes longer than to read a contract. */
  readonly stdin: NodeJS.ReadStream;
  readonly stderr: NodeJS.WriteStream;
  readonly say: (blocks: readonly Block[]) => string;
  readonly quiet: boolean;
  readonly signal: AbortSignal;
}

export function openTerminal(streams: TerminalStreams): Terminal {
  const { stderr, say, quiet, signal } = streams;
  const status = statusLine(stderr);
  const terminal: Terminal = {
    get interactive() {
      return stderr.isTTY === true && streams.stdin.isTTY === true;
    },
    progress: (text) => {
      if (quiet) return;
      status.clear();
      // What fails may quote what a stranger wrote, and a CI reads what is said here too.
      stderr.write(`${inert(text)}\n`);
    },
    status: (text) => {
      if (quiet) return;
      if (text === null) status.clear();
      else status.say(inert(text));
    },
    show: (blocks) => {
      status.clear();
      stderr.write(`${say(blocks)}\n`);
    },
    screen: (blocks) => {
      status.clear();
      stderr.write(`${stderr.isTTY ? clearScreen : ""}${say(blocks)}\n`);
    },
    confirm: async (plan, question) => {
      status.clear();
      if (!terminal.interactive) throw new Failure("NO_TERMINAL", { question });
      stderr.write(`${say(plan)}\n\n`);
      const { createInterface } = await import("node:readline/promises");
      const lines = createInterface({ input: streams.stdin, output: stderr });
      try {
        const answer = await lines.question(`${question} [y/N] `, { signal });
        return /^y(es)?$/i.test(answer.trim());
      } catch (error) {
        throw new Failure("INTERRUPTED", {}, { cause: error });
      } finally {
        lines.close();
      }
    },
  };
  return terminal;
}

/** What is above stays where it can be scrolled to. */
const clearScreen = "\u001b[H\u001b[2J";

interface StatusLine {
  say(text: string): void;
  clear(): void;
}

/** Milliseconds between two states: for eyes, and for the log of a CI. */
const [onTerminal, inLog] = [100, 30_000];

function statusLine(stderr: NodeJS.WriteStream): StatusLine {
  let shown = false;
  let last: number | null = null;
  return {
    say: (text) => {
      const now = elapsed();
      last ??= stderr.isTTY ? -onTerminal : now;
      if (now - last < (stderr.isTTY ? onTerminal : inLog)) return;
      last = now;
      shown = stderr.isTTY;
      stderr.write(stderr.isTTY ? `\r\u001b[2K${text.slice(0, (stderr.columns ?? 80) - 1)}` : `${text}\n`);
    },
    clear: () => {
      if (shown) stderr.write("\r\u001b[2K");
      shown = false;
    },
  };
}
