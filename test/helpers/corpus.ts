import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readYaml } from "../core/fixture.ts";

/** A file as data: text, or how to make it. */
export type Recipe = Bytes | { readonly link: string } | { readonly submodule: true };

export type Bytes =
  | string
  | { readonly hex: string }
  | { readonly encode: "utf16le" | "utf16be" | "utf32le" | "latin1"; readonly text: string }
  | { readonly parts: readonly Bytes[] }
  | {
      /** `$` is the number of the repetition. */
      readonly repeat: string;
      readonly times: number;
      readonly before?: string;
      readonly after?: string;
    };

/** Hostile or broken files, and what must come out. `~` in a path is the folder of the contract. */
export interface CorpusCase {
  readonly name: string;
  /** Of the list of faults that this corpus answers: D1 to D18, A11, E7, … */
  readonly row?: string;
  /** Beside a contract, golden tasks and settings that are sound. A `%` in a path is an escape, as in an address. */
  readonly files?: Readonly<Record<string, Recipe>>;
  /** Instead of the sound contract; `add` is written below it. */
  readonly contract?: Recipe;
  readonly add?: string;
  /** `file:line:column RULE words of the message`: all errors of the gates, and any of other rules. */
  readonly errors?: readonly string[];
  /** More errors may be there: those of `errors` are among them. */
  readonly many?: boolean;
  /** The same, of warnings and notes: those that must be there. */
  readonly warnings?: readonly string[];
  /** Of `check`: by default 1 where there are errors, else 0. */
  readonly exit?: number;
  /** Code of the failure, where there is no answer. */
  readonly failure?: string;
  /** Of `build`: by default 2 where there are errors, else 0. */
  readonly build?: number;
  /** Of `show`: by default as of `build`. */
  readonly show?: number;
  /** Through the real program as well, with little memory. */
  readonly program?: boolean;
}

export interface CorpusTable {
  readonly about: string;
  readonly cases: readonly CorpusCase[];
}

export const home = "prompts/support";
export const contractPath = `${home}/contract.yaml`;

export function readCorpus(file: URL): CorpusTable {
  return readYaml<CorpusTable>(file);
}

export const soundContract = `contract: support
description: Answers questions about orders.
owner: team-support
model: { provider: openai, name: gpt-5-mini-2026-01-15, max_output_tokens: 1024 }
variables: { tier: { type: string, default: basic } }
system:
  - You are the support agent of Acme, in {{environment.name}}. The customer is {{tier}}.
  - { file: ./policy.md }
tools:
  - { name: get_order, description: Look an order up., effect: read, input: { type: object, properties: { order_id: { type: string } }, required: [order_id] } }
budgets: { max_steps: 10, max_tool_calls: 5, max_tokens: 9000, max_seconds: 60 }
`;

/** Files in which nothing is wrong. */
export const soundFiles = {
  "promptctl.yaml": "contracts: prompts/*/contract.yaml\n",
  [`${home}/policy.md`]: "Look an order up with get_order before you answer.\n",
  "goldens/support/tasks.yaml":
    "contract: support\ntasks:\n  - id: hello\n    input: Hello\n    tools: { get_order: [{ return: { status: shipped } }] }\n    expect: { not_called: [get_order] }\n",
} as const;

export function pathOf(path: string): string {
  return path.replace(/^~/, home);
}

/** Writes a case into a folder. */
export async function layOut(folder: string, { files = {}, contract, add }: CorpusCase): Promise<void> {
  const all: Record<string, Recipe> = {
    ...soundFiles,
    [contractPath]: contract ?? `${soundContract}${add ?? ""}`,
  };
  for (const [path, recipe] of Object.entries(files)) all[pathOf(decodeURIComponent(path))] = recipe;
  for (const [path, recipe] of Object.entries(all)) await write(join(folder, path), recipe);
}

async function write(path: string, recipe: Recipe): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  if (typeof recipe !== "string" && "link" in recipe) await symlink(recipe.link, path);
  else if (typeof recipe !== "string" && "submodule" in recipe) await mkdir(join(path, ".git"), { recursive: true });
  else await writeFile(path, bytesOf(recipe));
}

function bytesOf(recipe: Bytes): Buffer {
  if (typeof recipe === "string") return Buffer.from(recipe);
  if ("hex" in recipe) return Buffer.from(recipe.hex.replaceAll(/\s/g, ""), "hex");
  if ("parts" in recipe) return Buffer.concat(recipe.parts.map(bytesOf));
  if ("encode" in recipe) return encoded(recipe.text, recipe.encode);
  const { repeat, times, before = "", after = "" } = recipe;
  const middle = repeat.includes("$")
    ? Array.from({ length: times }, (_, index) => repeat.replaceAll("$", String(index))).join("")
    : repeat.repeat(times);
  return Buffer.from(before + middle + after);
}

function encoded(text: string, encoding: "utf16le" | "utf16be" | "utf32le" | "latin1"): Buffer {
  if (encoding === "utf16be") return Buffer.from(text, "utf16le").swap16();
  if (encoding !== "utf32le") return Buffer.from(text, encoding);
  return Buffer.from(Uint32Array.from(text, (character) => character.codePointAt(0) ?? 0).buffer);
}
