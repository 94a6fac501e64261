import { parseDuration } from "../../core/duration.ts";
import { Failure } from "../../core/failure.ts";
import { importFormats } from "../../core/import/formats/index.ts";
import type { ContractParts, ImportFormat } from "../../core/import/translation.ts";
import { isName, sayNameRule } from "../../core/name.ts";
import { didYouMean } from "../../core/nearest.ts";

/** The command line as it was typed. */
export interface ImportInput {
  readonly format: string;
  readonly files: readonly string[];
  readonly command: readonly string[];
  readonly contract: string | null;
  readonly out: string | null;
  readonly model: string | null;
  readonly timeout: string | null;
}

/** What is to be imported, and where to. */
export interface ImportWish {
  readonly format: ImportFormat;
  readonly files: readonly string[];
  /** A server to start, and its arguments. */
  readonly command: readonly string[];
  /** Seconds that it may take. */
  readonly patience: number;
  readonly contract: string | null;
  readonly out: string | null;
  readonly model: ContractParts["model"];
}

/** @throws Failure USAGE: before anything is read, so that nobody waits for a typing error */
export function readWish(input: ImportInput): ImportWish {
  const format = formatNamed(input.format);
  requireSource(input, format);
  requireUse(input, format);
  const { files, command, contract, out } = input;
  if (contract !== null && !isName("contract", contract)) {
    throw new Failure("USAGE", { message: `--contract ${contract}: a contract name is ${sayNameRule("contract")}` });
  }
  return { format, files, command, contract, out, patience: patienceOf(input.timeout), model: modelOf(input.model) };
}

function formatNamed(name: string): ImportFormat {
  const found = importFormats.find((format) => format.name === name);
  if (found !== undefined) return found;
  const names = importFormats.map((format) => format.name);
  const hint = didYouMean(name, names);
  const message = `there is no format '${name}'; there is ${names.join(", ")}`;
  throw new Failure("USAGE", hint === null ? { message } : { message, hint });
}

function requireSource({ files, command }: ImportInput, { name, reads }: ImportFormat): void {
  if (command.length > 0 && name !== "mcp") {
    throw new Failure("USAGE", { message: `${name} is read from files; only mcp starts a server (-- <command…>)` });
  }
  if (command.length > 0 && files.length > 0) {
    throw new Failure("USAGE", { message: "name files or a server behind --, not both" });
  }
  if (command.length === 0 && files.length === 0) {
    const hint = `name files, or - for what is piped in; ${name} reads ${reads}`;
    throw new Failure("USAGE", { message: "nothing to import was named", hint });
  }
}

/** What would have no effect was meant to have one. */
function requireUse({ model, timeout, command }: ImportInput, { name, gives }: ImportFormat): void {
  if (model !== null && gives === "tasks") {
    throw new Failure("USAGE", {
      message: `--model has no effect: ${name} gives golden tasks, and these have no model`,
    });
  }
  if (timeout !== null && command.length === 0) {
    throw new Failure("USAGE", { message: "--timeout has no effect: it is for a server behind --" });
  }
}

function modelOf(model: string | null): ContractParts["model"] {
  const [, provider, name] = /^([^/]+)\/(.+)$/.exec(model ?? "") ?? [];
  if (model !== null && (provider === undefined || name === undefined)) {
    throw new Failure("USAGE", { message: `--model ${model}: a model is written provider/name` });
  }
  return provider === undefined || name === undefined ? null : { provider, name };
}

/** Seconds: the first start of a server may have to download it. */
function patienceOf(timeout: string | null): number {
  const seconds = timeout === null ? 60 : parseDuration(timeout);
  if (seconds !== null && seconds > 0) return seconds;
  throw new Failure("USAGE", { message: `--timeout ${timeout ?? ""}: a duration is a number and s, m, h or d: 90s` });
}
