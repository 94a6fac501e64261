import { type Command, defineCommand, flag, list, many, required, rest, text, words } from "./command.ts";

/** The table of verbs, in the order of the loop. Each is loaded when it is used. */
export const commands: readonly Command[] = [
  defineCommand({
    name: "init",
    summary: "write a starter contract, golden tasks and a runner",
    arguments: {},
    options: {},
    examples: ["promptctl init"],
    load: async () => (await import("./init.ts")).init,
  }),
  defineCommand({
    name: "check",
    summary: "validate contracts and golden tasks",
    arguments: {},
    options: {
      contract: list("<name>", "only this contract (repeatable)"),
      strict: flag("warnings count as errors"),
      waivers: flag("print what was found as lines for .promptctl-waivers.yaml"),
    },
    examples: [
      "promptctl check",
      "promptctl check --contract support",
      "promptctl check --waivers >> .promptctl-waivers.yaml",
    ],
    load: async () => (await import("./check.ts")).check,
  }),
  defineCommand({
    name: "build",
    summary: "seal contracts into bundles, or say them in a provider's words (--as)",
    arguments: {},
    options: {
      contract: list("<name>", "only this contract (repeatable)"),
      ref: text("<revision>", "build a revision instead of the working tree"),
      out: text("<folder>", "write <64 hex>.json into this folder; with --as <contract>.<provider>.json"),
      as: text(
        "<provider>",
        "the request instead of the bundle: openai (Responses API), anthropic (Messages), gemini (generateContent) or mcp (tools/list); what the request cannot say is listed",
      ),
      vars: text(
        "<file>",
        "with --as: values of variables, as YAML or JSON; a {{name}} without a value or default stays in the text and is listed",
      ),
      label: text("<label>", "with --as: whose environment {{environment.name}} is; without it, it stays in the text"),
    },
    examples: [
      "promptctl build",
      "promptctl build --ref HEAD~1",
      "promptctl build --out /tmp/bundles",
      "promptctl build --as openai --contract support --vars ada.yaml --label prod",
      "promptctl build --as mcp --out /tmp/tools",
    ],
    load: async () => (await import("./build.ts")).build,
  }),
  defineCommand({
    name: "import",
    summary: "tools, prompts and tests of other formats as our files",
    arguments: {
      format: required("<format>", "mcp, openai, anthropic, gemini, dotprompt, prompty, github-models or promptfoo"),
      files: many("[file...]", "what to read; - is what is piped in"),
      command: rest("<command...>", "an MCP server to start and ask for its tools"),
    },
    options: {
      contract: text("<name>", "what the contract is called, or which one gets the tools or tests"),
      out: text("<folder>", "where to write (default: where contracts, or golden tasks, of that name are)"),
      model: text("<provider/name>", "the model, where the source does not say it"),
      timeout: text("<duration>", "how long an MCP server may take (default 60s)"),
    },
    examples: [
      "promptctl import openai tools.json --contract support",
      "promptctl import mcp -- npx -y @modelcontextprotocol/server-everything",
      "promptctl import dotprompt prompts/*.prompt",
      "promptctl import promptfoo promptfooconfig.yaml --contract support",
    ],
    load: async () => (await import("./import.ts")).importFiles,
  }),
  defineCommand({
    name: "show",
    summary: "a contract as its owner reads it: tools, permissions, limits, who changed what",
    arguments: { what: required("<contract|digest|label>", "a contract, a label, a digest or prompt id") },
    options: {
      at: text(
        "<revision|time>",
        "as it was: a revision, a day (2026-11-01, UTC) or '3 days ago'; a label takes a time",
      ),
      blame: flag("who changed each part last, and in which release it went out"),
      contract: text("<name>", "which contract of a label, where it serves several"),
    },
    examples: [
      "promptctl show support --blame",
      "promptctl show prod --at 2026-11-01",
      "promptctl show support@1a2b3c4d5e6f --format markdown",
    ],
    load: async () => (await import("./show.ts")).show,
  }),
  defineCommand({
    name: "diff",
    summary: "what a change does, and to whom",
    arguments: {
      base: text(
        "[base]",
        "a revision, label, digest, folder or bundle file; A..B names both sides; default: where the default branch was left, and in a CI what the change is asked into",
      ),
      head: text("[head]", "the other side; default: the working tree"),
    },
    options: {
      contract: list("<name>", "only this contract (repeatable)"),
      failOn: text(
        "<severity>",
        "exit 1 from this severity on: breaking, dangerous or never (the default); or per audience: in-flight=breaking,new=dangerous,downstream=never",
      ),
      driver: words(
        "<part...>",
        "for git, which hands over one file: git config diff.promptctl.command 'promptctl diff --driver'",
      ),
    },
    examples: ["promptctl diff", "promptctl diff prod", "promptctl diff main..HEAD --fail-on breaking"],
    load: async () => (await import("./diff.ts")).diff,
  }),
  defineCommand({
    name: "test",
    summary: "run golden tasks and judge them",
    arguments: {},
    options: {
      contract: list("<name>", "only this contract (repeatable)"),
      filter: text("<text>", "only tasks whose id contains this"),
      tag: list("<tag>", "only tasks with this tag (repeatable)"),
      jobs: text("<number>", "how many runs at a time (default: the number of processors)"),
      live: flag("ask the model itself instead of its recordings: spends money"),
      record: flag("ask the model itself, and record what it answers: spends money"),
      save: flag("store the result as evidence on the release branch"),
    },
    examples: ["promptctl test", "promptctl test --filter refund", "promptctl test --save"],
    load: async () => (await import("./test.ts")).test,
  }),
  defineCommand({
    name: "promote",
    summary: "put a bundle on a label: plan, gates, move",
    arguments: { label: required("<label>", "the label to move") },
    options: {
      contract: list("<name>", "only this contract (repeatable)"),
      all: flag("every contract that differs, without asking"),
      to: text("<revision|digest>", "what to promote; default: HEAD, or what the label before it serves"),
      weight: text("<percent>", "the share of new sessions that a canary gets"),
      replace: flag("end another rollout that is in progress"),
      reason: text("<text>", "why, for the log"),
      dryRun: flag("show the plan and the gates, and do nothing"),
      yes: flag("do not ask"),
      force: text("<reason>", "pass gates that are not met; stays in the log for ever"),
      allowBreaking: text("<reason>", "let a breaking change pass; stays in the log for ever"),
    },
    examples: ["promptctl promote canary", "promptctl promote canary --weight 25", "promptctl promote prod --dry-run"],
    load: async () => (await import("./promote.ts")).promote,
  }),
  defineCommand({
    name: "rollback",
    summary: "take a label back, at once: no gate, no question",
    arguments: { label: required("<label>", "the label to take back") },
    options: {
      contract: list("<name>", "only this contract (repeatable); default: what the newest move of the label moved"),
      to: text("<digest>", "a released bundle; default: the newest older one of the label"),
      reason: text("<text>", "why, for the log"),
    },
    examples: ["promptctl rollback prod", "promptctl rollback canary --reason 'tokens doubled'"],
    load: async () => (await import("./rollback.ts")).rollback,
  }),
  defineCommand({
    name: "status",
    summary: "what every label serves, since when, by whom",
    arguments: {},
    options: { contract: list("<name>", "only this contract (repeatable)") },
    examples: ["promptctl status", "promptctl status --offline"],
    load: async () => (await import("./status.ts")).status,
  }),
  defineCommand({
    name: "log",
    summary: "every move of every label: who, what, why",
    arguments: { label: text("[label]", "only this label") },
    options: {
      contract: text("<name>", "only this contract"),
      max: text("<number>", "how many commits to read (default 50)"),
    },
    examples: ["promptctl log", "promptctl log prod --contract support"],
    load: async () => (await import("./log.ts")).log,
  }),
  defineCommand({
    name: "resolve",
    summary: "which bundle a session gets, and why",
    arguments: { contract: required("<contract>", "the contract") },
    options: {
      label: text("<label>", "the label that the runtime polls (default prod)"),
      session: text("<id>", "the id of the session; without one, the current bundle"),
    },
    examples: ["promptctl resolve support --label prod --session 8f14e45f"],
    load: async () => (await import("./resolve.ts")).resolve,
  }),
  defineCommand({
    name: "schema",
    summary: "the JSON Schema of a file that people write, or of a report",
    arguments: {
      kind: text(
        "[kind]",
        "contract, golden, config, tool or waivers; report or diff is what --format json writes; without one, where they are",
      ),
    },
    options: { out: text("<folder>", "write <kind>.schema.json into this folder") },
    examples: [
      "promptctl schema",
      "promptctl schema contract > contract.schema.json",
      "promptctl schema --out schemas",
    ],
    load: async () => (await import("./schema.ts")).schema,
  }),
  defineCommand({
    name: "explain",
    summary: "what a rule is for, and what to do about it",
    arguments: { rule: text("[rule]", "the id of a rule; without one, all of them") },
    options: {},
    examples: ["promptctl explain", "promptctl explain HIDDEN_UNICODE"],
    load: async () => (await import("./explain.ts")).explain,
  }),
];
