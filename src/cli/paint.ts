import { Chalk, type ChalkInstance } from "chalk";
import type { Tone } from "../report/report.ts";
import type { Paint } from "../report/formats/human.ts";

/** Tones as colours: the only file that knows what a terminal can show. */
export function painter(colours: boolean): Paint {
  const chalk = new Chalk({ level: colours ? 1 : 0 });
  const tones: Readonly<Record<Tone, ChalkInstance>> = {
    plain: chalk.reset,
    good: chalk.green,
    bad: chalk.red,
    warn: chalk.yellow,
    dim: chalk.dim,
    strong: chalk.bold,
  };
  return (tone, text) => (tone === "plain" ? text : tones[tone](text));
}

/** https://no-color.org: present and not empty switches colours off, whatever the terminal. */
export function wantsColours(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
  flag: boolean,
): boolean {
  if (!flag || (env["NO_COLOR"] ?? "") !== "") return false;
  if ((env["FORCE_COLOR"] ?? "") !== "") return env["FORCE_COLOR"] !== "0";
  return stream.isTTY === true && env["TERM"] !== "dumb";
}
