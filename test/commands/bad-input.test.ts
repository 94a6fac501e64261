import { rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, test } from "vitest";
import { documentOf, promptctl } from "../helpers/cli.ts";
import { type Repository, temporaryRepository } from "../helpers/repository.ts";
import { contentsOf, contract, copyOf, sharedFolder, sharedRepository, shop } from "../helpers/shop.ts";

interface Case {
  readonly args: readonly string[];
  /** Where it happens: a repository with one contract, unless said otherwise. */
  readonly at?: "an empty folder" | "a repository without commits";
  /** Edits before the command; `null` removes a file. */
  readonly files?: Readonly<Record<string, string | null>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly exit?: number;
  readonly code: string;
  /** What a person reads: the place and the fault. */
  readonly says: string;
  readonly hint: string;
}

const path = "prompts/support/contract.yaml";
const fragment = (file: string): Case["files"] => ({ [path]: contract("support").replace("./policy.md", `"${file}"`) });
const usage = "see `promptctl --help`";
const inside = "write a path relative to this file, with /, that stays inside the repository";

const cases: Readonly<Record<string, Case>> = {
  "an unknown command": {
    args: ["promot"],
    code: "USAGE",
    says: "unknown command 'promot'",
    hint: "Did you mean promote?",
  },
  "an unknown flag": {
    args: ["build", "--outt", "x"],
    code: "USAGE",
    says: "unknown option '--outt'",
    hint: "Did you mean --out?",
  },
  "a format that is none": {
    args: ["check", "--format", "xml"],
    code: "USAGE",
    says: "Allowed choices are human, markdown, json",
    hint: usage,
  },
  "a missing argument": { args: ["promote"], code: "USAGE", says: "missing required argument 'label'", hint: usage },
  "an argument too many": {
    args: ["status", "prod"],
    code: "USAGE",
    says: "too many arguments for 'status'",
    hint: usage,
  },
  "a flag that contradicts itself": {
    args: ["build", "--ref", "a", "--ref", "b"],
    code: "USAGE",
    says: "--ref was given twice",
    hint: usage,
  },
  "a weight that is none": {
    args: ["promote", "canary", "--weight", "120"],
    code: "USAGE",
    says: "--weight takes a percentage from 0 to 100 with at most two decimals, not '120'",
    hint: usage,
  },
  "a weight where there is no ramp": {
    args: ["promote", "staging", "--weight", "5"],
    code: "USAGE",
    says: "--weight is for a label with a ramp; staging has none",
    hint: usage,
  },
  "a number that is none": {
    args: ["log", "--max", "many"],
    code: "USAGE",
    says: "--max takes a whole number from 1, not 'many'",
    hint: usage,
  },
  "jobs that are none": {
    args: ["test", "--jobs", "0"],
    code: "USAGE",
    says: "--jobs takes a whole number from 1, not '0'",
    hint: usage,
  },
  "a severity that is none": {
    args: ["diff", "--fail-on", "bad"],
    code: "USAGE",
    says: "--fail-on takes breaking, dangerous or never, also for one audience, not 'bad'",
    hint: "audiences are in-flight, new and downstream: --fail-on in-flight=breaking,downstream=dangerous",
  },
  "an ending that says no format": {
    args: ["check", "-o", "report.pdf"],
    code: "USAGE",
    says: "known are .txt, .md, .json",
    hint: usage,
  },
  "evidence of half the tasks": {
    args: ["test", "--save", "--filter", "kind"],
    code: "USAGE",
    says: "--save needs every task",
    hint: "leave out --filter kind",
  },
  "a folder that is not there": {
    args: ["check", "--cwd", "nowhere"],
    code: "NO_FOLDER",
    says: "there is no folder",
    hint: "--cwd",
  },
  "no repository": {
    args: ["status"],
    at: "an empty folder",
    code: "NO_REPOSITORY",
    says: "is not in a git repository",
    hint: "run `git init` first, or name the repository with --cwd",
  },
  "no repository to save evidence in": {
    args: ["test", "--save"],
    at: "an empty folder",
    code: "NO_REPOSITORY",
    says: "is not in a git repository",
    hint: "git init",
  },
  "no commit": {
    args: ["promote", "staging", "--yes"],
    at: "a repository without commits",
    code: "NO_COMMITS",
    says: "has no commit yet",
    hint: "git add . && git commit",
  },
  "no commit to compare with": {
    args: ["diff"],
    at: "a repository without commits",
    code: "NO_COMMITS",
    says: "has no commit yet",
    hint: "git add . && git commit",
  },
  "no contracts": {
    args: ["build"],
    at: "an empty folder",
    code: "NO_CONTRACTS",
    says: "no contract matches prompts/*/contract.yaml in the working tree",
    hint: "`promptctl init` writes a first one",
  },
  "an unknown contract": {
    args: ["build", "--contract", "sales"],
    code: "UNKNOWN_CONTRACT",
    says: "there is no contract 'sales' in the working tree; there is support",
    hint: "there is support",
  },
  "a missing fragment": {
    args: ["build"],
    files: { "prompts/support/policy.md": null },
    code: "INVALID_FILES",
    says: `${path}:3:`,
    hint: "paths are relative to the file that names them",
  },
  "a fragment outside": {
    args: ["build"],
    files: fragment("../../../etc/passwd"),
    code: "INVALID_FILES",
    says: "../../../etc/passwd is not inside the repository",
    hint: inside,
  },
  "an absolute fragment": {
    args: ["build"],
    files: fragment("/etc/passwd"),
    code: "INVALID_FILES",
    says: "/etc/passwd is not inside the repository",
    hint: inside,
  },
  "a fragment with a backslash": {
    args: ["build"],
    files: fragment(".\\\\policy.md"),
    code: "INVALID_FILES",
    says: "is not inside the repository",
    hint: inside,
  },
  "a fragment that is a link": {
    args: ["build"],
    files: fragment("./link.md"),
    links: { "prompts/support/link.md": "policy.md" },
    code: "INVALID_FILES",
    says: "prompts/support/link.md is reached through a symbolic link",
    hint: "put the file itself there",
  },
  "a fragment behind a linked folder": {
    args: ["build"],
    files: fragment("./linked/passwd"),
    links: { "prompts/support/linked": "/etc" },
    code: "INVALID_FILES",
    says: "prompts/support/linked/passwd is reached through a symbolic link",
    hint: "put the file itself there",
  },
  "a fault of YAML": {
    args: ["build"],
    files: { [path]: "contract: support\nmodel: { provider: openai\nsystem: x\n" },
    code: "INVALID_FILES",
    says: `${path}:3:`,
    hint: "`promptctl check` shows it again",
  },
  "a key twice": {
    args: ["build"],
    files: { [path]: `${contract("support")}contract: support\n` },
    code: "INVALID_FILES",
    says: `${path}:5:1`,
    hint: "the key `contract` stands here twice: the first is in line 1",
  },
  "a fault in promptctl.yaml": {
    args: ["promote", "canary"],
    files: { "promptctl.yaml": "labels: { prod: { requires: [luck] } }\n" },
    code: "INVALID_FILES",
    says: "promptctl.yaml:1:",
    hint: "`promptctl check` shows it again",
  },
  "a name that is not the folder's": {
    args: ["build"],
    files: { [path]: contract("sales") },
    code: "INVALID_FILES",
    says: "this contract is called sales and lies in the folder support",
    hint: "write `contract: support`, or move it to a folder sales/",
  },
  "a Windows device as a name": {
    args: ["build"],
    files: { "prompts/con/contract.yaml": contract("con"), "prompts/con/policy.md": "Hi.\n" },
    code: "INVALID_FILES",
    says: "prompts/con/contract.yaml:1:1",
    hint: "no Windows device name (con, nul, …)",
  },
  "a tool whose name no provider takes": {
    args: ["build"],
    files: { [path]: contract("support", { tools: '"get order"' }) },
    code: "INVALID_FILES",
    says: `${path}:4:`,
    hint: "a tool name (letters, digits, _ and -",
  },
  "a golden for an unknown contract": {
    args: ["check"],
    files: { "goldens/sales/kind.yaml": "contract: sales\ntasks: [{ id: a, input: b }]\n" },
    exit: 1,
    code: "",
    says: "there is no contract sales",
    hint: "the contracts are support",
  },
  "no golden tasks": {
    args: ["test"],
    files: { "goldens/support/kind.yaml": null },
    code: "NO_GOLDENS",
    says: "there are no golden tasks for support (goldens/**/*.yaml)",
    hint: "`promptctl init` shows the form",
  },
  "a filter that matches no task": {
    args: ["test", "--filter", "luck"],
    code: "UNKNOWN_TASK",
    says: "no golden task matches 'luck'; there is kind",
    hint: "there is kind",
  },
  "no runner": {
    args: ["test"],
    files: { "promptctl.yaml": "promptctl: 1\n" },
    code: "NO_RUNNER",
    says: "promptctl.yaml does not say which agent runs the golden tasks",
    hint: "runner: { command: [node, goldens/agent.mjs] }",
  },
  "an unknown label": {
    args: ["promote", "live", "--yes"],
    code: "UNKNOWN_LABEL",
    says: "there is no label 'live'; the labels are staging, canary and prod",
    hint: "labels are declared under `labels:` in promptctl.yaml, on the default branch",
  },
  "an unknown label to take back": {
    args: ["rollback", "live"],
    code: "UNKNOWN_LABEL",
    says: "there is no label 'live'; the labels are staging, canary and prod",
    hint: "labels are declared",
  },
  "a label that serves nothing": {
    args: ["rollback", "prod"],
    code: "NOT_ON_LABEL",
    says: "prod serves nothing yet",
    hint: "see `promptctl status`",
  },
  "a source that serves nothing": {
    args: ["promote", "prod", "--yes"],
    code: "NOTHING_TO_TAKE",
    says: "prod takes what canary serves, and canary serves nothing",
    hint: "run `promptctl promote canary` first",
  },
  "a ref that does not exist": {
    args: ["build", "--ref", "v9"],
    code: "UNKNOWN_REF",
    says: "'v9' is no commit, branch, tag, label or digest known here",
    hint: "see `git branch --all` and `promptctl status`",
  },
  "a ref that looks like an option": {
    args: ["diff", "--", "--output=stolen"],
    code: "UNKNOWN_REF",
    says: "'--output=stolen' is no commit",
    hint: "git branch --all",
  },
  "nobody to ask": {
    args: ["promote", "staging"],
    code: "NO_TERMINAL",
    says: "there is no terminal to ask: Move support on staging?",
    hint: "answer with --yes, or look first with --dry-run",
  },
};

let prepared: Repository;
beforeAll(async () => {
  prepared = await sharedRepository(shop());
});

async function placeOf({ at, files = {}, links = {} }: Case): Promise<string> {
  if (at === "an empty folder") return sharedFolder();
  if (at === "a repository without commits") {
    const folder = await sharedFolder();
    await (await temporaryRepository({}, { folder })).write(shop());
    return folder;
  }
  const { folder, write } = await copyOf(prepared);
  for (const [file, text] of Object.entries(files))
    await (text === null ? rm(join(folder, file)) : write({ [file]: text }));
  for (const [link, target] of Object.entries(links)) await symlink(target, join(folder, link));
  return folder;
}

describe.concurrent("one clear sentence, and nothing written", () => {
  for (const [name, wanted] of Object.entries(cases)) {
    test(name, async ({ expect }) => {
      const { args, exit = 2, code, says, hint } = wanted;
      const folder = await placeOf(wanted);
      const before = await contentsOf(folder);
      const [verb = "", ...rest] = args;

      const result = await promptctl(folder, verb, "--format", "json", ...rest);

      const document = documentOf(result);
      // Frames are laid out; sentences are wrapped.
      const said = `${result.stderr}${code === "" ? JSON.stringify(document) : ""}`.replaceAll(/\s+/g, " ");
      expect({ exit: result.exit, code: document.failure?.code ?? "" }).toEqual({ exit, code });
      expect(document.exit).toBe(exit);
      expect(said).toContain(says);
      expect(said).toContain(hint);
      expect(`${result.stderr}${result.stdout}`).not.toMatch(/(?:^|\n|\\n)\s+at /);
      expect(await contentsOf(folder)).toEqual(before);
    });
  }
});
