import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { parse } from "yaml";
import { beforeAll, describe, expect, test } from "vitest";
import type { CliResult } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/repository.ts";
import { sharedRepository, shop } from "../helpers/shop.ts";
import { executable, jobIn, program, readWorkflow, script, type Step } from "../helpers/workflows.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const [manifest, actionText, gateText, gateScript] = await Promise.all(
  ["package.json", ".github/actions/gate/action.yml", ".github/workflows/gate.yml", ".github/actions/gate/gate.sh"].map(
    (path) => readFile(join(root, path), "utf8"),
  ),
);
const { version } = JSON.parse(manifest ?? "") as { readonly version: string };
const action = parse(actionText ?? "") as {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly [Step] };
};
const [step] = action.runs.steps;
const reusable = jobIn(readWorkflow(gateText ?? ""), "gate");

type Inputs = Readonly<Record<string, string>>;

/** What the runner makes of the step's environment; who may be trusted is an expression, which only GitHub knows. */
function environment(inputs: Inputs, trusted: boolean): Readonly<Record<string, string>> {
  const filled = Object.entries(step.env ?? {}).map(([name, value]) => {
    const [, input] = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(value) ?? [];
    if (name === "GATE_TRUSTED") return [name, String(trusted)];
    return [name, input === undefined ? value : (inputs[input] ?? action.inputs[input]?.default ?? "")];
  });
  return Object.fromEntries(filled) as Readonly<Record<string, string>>;
}

interface Machine {
  readonly onPath?: boolean;
  readonly installed?: boolean;
  readonly trusted?: boolean;
  readonly exit?: number;
}

/** Runs the action where `promptctl` and `npx` only say how they were called: where, and each word on a line. */
async function act(inputs: Inputs, { onPath = false, installed = false, trusted = true, exit = 0 }: Machine = {}) {
  const folder = await temporaryFolder();
  const [bin, temp, workspace] = [join(folder, "bin"), join(folder, "temp"), join(folder, "repo")];
  for (const path of [bin, temp, join(workspace, "our agents")]) await mkdir(path, { recursive: true });
  const say = `printf '%s\\n' "\${0##*/} in $PWD" "$@"; exit ${exit}`;
  if (onPath) await executable(join(bin, "promptctl"), say);
  await executable(
    join(bin, "npx"),
    `if [ "$3" = --version ]; then ${installed ? `[ "$PWD" != "${temp}" ]` : "exit 1"}; exit; fi\n${say}`,
  );
  const result = await script(step.run ?? "", workspace, {
    ...environment(inputs, trusted),
    GITHUB_ACTION_PATH: join(root, ".github/actions/gate"),
    RUNNER_TEMP: temp,
    PATH: `${bin}:${programs}`,
  });
  return { ...result, called: called(result, folder) };
}

/** Where this machine has no promptctl of its own. */
const programs = (process.env["PATH"] ?? "")
  .split(":")
  .filter((folder) => !existsSync(join(folder, "promptctl")))
  .join(":");

function called({ stdout }: CliResult, folder: string): readonly string[] {
  return stdout.replaceAll(folder, "").trimEnd().split("\n");
}

const usual = ["gate", "--github", "--trust-label=promptctl:run", "--comment=update"];

describe("inputs", () => {
  test("nothing said is what promptctl does by itself", async () => {
    expect((await act({}, { onPath: true })).called).toEqual(["promptctl in /repo", ...usual]);
  });

  test("all of them", async () => {
    const inputs = {
      base: "origin/main",
      "fail-on": "in-flight=breaking,new=dangerous",
      "working-directory": "our agents",
      comment: "off",
      live: "true",
      "max-spend-usd": "2.50",
      "trust-label": "read it",
    };
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
    expect((await act(inputs, { onPath: true })).called).toEqual([
      "promptctl in /repo/our agents",
      "gate",
      "--github",
      "--base=origin/main",
      "--fail-on=in-flight=breaking,new=dangerous",
      "--trust-label=read it",
      "--max-spend-usd=2.50",
      "--comment=off",
      "--live",
    ]);
  });

  test("what looks like a command or an option is a value", async () => {
    const base = "--live; $(touch pwned) `touch pwned` \"'";
    expect((await act({ base, "max-spend-usd": "-o x" }, { onPath: true })).called).toEqual([
      "promptctl in /repo",
      ...usual.slice(0, 2),
      `--base=${base}`,
      "--trust-label=promptctl:run",
      "--max-spend-usd=-o x",
      "--comment=update",
    ]);
  });

  test("what is neither true nor false, and a folder that is not there, are errors of who wrote the workflow", async () => {
    expect(await act({ live: "yes" }, { onPath: true })).toMatchObject({ exit: 2, stdout: /::error .*"live"/ });
    expect(await act({ "working-directory": "gone" }, { onPath: true })).toMatchObject({ exit: 2 });
  });

  test.each([0, 1, 2, 3, 130])("exit code %i is the step's", async (exit) => {
    expect(await act({}, { onPath: true, exit })).toMatchObject({ exit });
  });
});

describe("which promptctl", () => {
  const ofAction = ["npx in /temp", "--yes", `promptctl@${version}`, ...usual, "--cwd", "/repo"];

  test("the one that the repository has installed", async () => {
    expect((await act({}, { installed: true })).called).toEqual([
      "npx in /repo",
      "--no-install",
      "promptctl",
      ...usual,
    ]);
  });

  test("of a fork none that the fork brings, whatever it has installed", async () => {
    expect((await act({}, { installed: true, trusted: false })).called).toEqual(ofAction);
  });

  test("the action's own where there is none", async () => {
    expect((await act({})).called).toEqual(ofAction);
  });

  test("the one that is asked for, before all others", async () => {
    const { called } = await act({ version: "0.9.3" }, { installed: true, onPath: true });
    expect(called).toEqual(["npx in /temp", "--yes", "promptctl@0.9.3", ...usual, "--cwd", "/repo"]);
  });
});

describe("whose checkout may say which program this is", () => {
  const own = { pull_request: { head: { repo: { full_name: "octo/shop" } } } };
  const fork = { pull_request: { head: { repo: { full_name: "mallory/shop" } } } };
  const labelled = { ...fork, action: "labeled", label: { name: "promptctl:run" } };
  const without = { pull_request: { head: { repo: {} } } };

  test.each<[string, object, boolean]>([
    ["push", without, true],
    ["merge_group", without, true],
    ["pull_request", own, true],
    ["pull_request", fork, false],
    ["pull_request", { ...labelled, label: { name: "bug" } }, false],
    ["pull_request", labelled, true],
    ["pull_request_target", fork, false],
    ["pull_request_target", labelled, false],
    ["workflow_run", without, false],
    ["issue_comment", without, false],
  ])("%s %o", (event_name, event, trusted) => {
    const expression = (step.env?.["GATE_TRUSTED"] ?? "").trim().replace(/^\$\{\{(.*)\}\}$/s, "$1");
    const github = { event_name, event: { label: {}, ...event }, repository: "octo/shop" };
    const known = {
      github,
      label: "promptctl:run",
      fromJSON: JSON.parse,
      contains: (list: readonly string[], one: string) => list.includes(one),
    };
    expect(runInNewContext(expression.replace("inputs.trust-label", "label"), known)).toBe(trusted);
  });
});

describe("the files agree", () => {
  test("the reusable workflow runs the script of the action, with the same environment and version", () => {
    const gate = reusable.steps?.find(({ id }) => id === "gate");
    expect(`#!/usr/bin/env bash\n${gate?.run}`).toBe(gateScript);
    expect(gate?.env).toMatchObject(
      Object.fromEntries(
        Object.entries(step.env ?? {}).filter(([name]) => name !== "GITHUB_TOKEN" && name !== "GATE_TRUSTED"),
      ),
    );
    expect(step.env?.["GATE_OWN_VERSION"]).toBe(version);
    expect(reusable.env?.["GATE_TRUSTED"]).toBe(step.env?.["GATE_TRUSTED"]);
  });

  test("every input is used, and every output is one of the step", () => {
    const text = JSON.stringify(step.env);
    expect(Object.keys(action.inputs).filter((name) => !text.includes(`inputs.${name} `))).toEqual([]);
    for (const [name, { value }] of Object.entries(action.outputs))
      expect(value).toBe(`\${{ steps.${step.id}.outputs.${name} }}`);
    expect(action.runs.steps.map(({ run = "" }) => run).join("\n")).not.toContain("${{");
  });
});

describe("with the real promptctl", () => {
  let result: CliResult;
  let outputs: string;
  beforeAll(async () => {
    const { folder, git, write, commit } = await sharedRepository(shop());
    const base = await git("rev-parse", "HEAD");
    await write({ "prompts/support/policy.md": "Be kind, always.\n" });
    await commit("kinder");
    const temp = await sharedRepository({});
    await mkdir(join(temp.folder, "bin"));
    await symlink(program, join(temp.folder, "bin/promptctl"));
    await chmod(program, 0o755);
    const output = join(temp.folder, "outputs");
    result = await script(step.run ?? "", folder, {
      ...environment({ base }, true),
      GITHUB_TOKEN: "",
      GITHUB_ACTIONS: "true",
      GITHUB_ACTION_PATH: join(root, ".github/actions/gate"),
      GITHUB_EVENT_NAME: "push",
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: join(temp.folder, "summary.md"),
      RUNNER_TEMP: temp.folder,
      PATH: `${join(temp.folder, "bin")}:${process.env["PATH"] ?? ""}`,
    });
    outputs = await readFile(output, "utf8");
  });

  test("every output that the action promises is written, with its value", () => {
    expect(result).toMatchObject({ exit: 0 });
    const written = new Map(
      [...outputs.matchAll(/^([a-z-]+)(?:=(.*)|<<(\S+)\n([\s\S]*?)\n\3)$/gm)].map(([, name, short, , long]) => [
        name,
        short ?? long,
      ]),
    );
    expect([...written.keys()].toSorted()).toEqual(Object.keys(action.outputs).toSorted());
    expect(Object.fromEntries(written)).toMatchObject({ verdict: "yes", "exit-code": "0", passed: "1", failed: "0" });
  });
});
