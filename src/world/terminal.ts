import { createInterface } from "node:readline/promises";
import { Failure } from "../core/failure.ts";
import type { Block } from "../report/report.ts";

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
}

export interface TerminalStreams {
  readonly stdin: NodeJS.ReadStream;
  readonly stderr: NodeJS.WriteStream;
  readonly say: (blocks: readonly Block[]) => string;
  readonly quiet: boolean;
  readonly signal: AbortSignal;
}

export function openTerminal({ stdin, stderr, say, quiet, signal }: TerminalStreams): Terminal {
  const interactive = stdin.isTTY === true && stderr.isTTY === true;
  return {
    interactive,
    progress: (text) => {
      if (!quiet) stderr.write(`${text}\n`);
    },
    confirm: async (plan, question) => {
      if (!interactive) throw new Failure("NO_TERMINAL", { question });
      stderr.write(`${say(plan)}\n\n`);
      const lines = createInterface({ input: stdin, output: stderr });
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
}
