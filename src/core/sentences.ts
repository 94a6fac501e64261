import { count, sayList, someOf, thousands } from "./text.ts";

/** Who has to act: the caller (exit 2), the world (3), nobody, somebody else was faster (4), or it was stopped (130). */
export type FailureKind = "input" | "world" | "race" | "stopped";

interface Sentence<Details> {
  readonly kind: FailureKind;
  readonly says: (details: Details) => string;
  readonly hint?: (details: Details) => string | null;
}

function sentence<Details>(sentence: Sentence<Details>): Sentence<Details> {
  return sentence;
}

/** Every failure in words, on one page: what happened, and what to do next. */
export const sentences = {
  // The caller
  USAGE: sentence<{ message: string; hint?: string }>({
    kind: "input",
    says: ({ message }) => message,
    hint: ({ hint }) => hint ?? "see `promptctl --help`",
  }),
  NO_FOLDER: sentence<{ folder: string }>({
    kind: "input",
    says: ({ folder }) => `there is no folder ${folder}`,
    hint: () => "go to an existing one, or name it with --cwd",
  }),
  WRONG_FOLDER: sentence<{ root: string; folders: readonly string[] }>({
    kind: "input",
    says: ({ root, folders }) => `there is no promptctl.yaml in ${root}, and there is one in ${sayList(folders)}`,
    hint: ({ folders }) => `run it there, so that the right place is published: --cwd ${folders[0] ?? ""}`,
  }),
  NO_REPOSITORY: sentence<{ folder: string }>({
    kind: "input",
    says: ({ folder }) => `${folder} is not in a git repository`,
    hint: () => "run `git init` first, or name the repository with --cwd",
  }),
  NO_WORKING_TREE: sentence<{ folder: string }>({
    kind: "input",
    says: ({ folder }) => `${folder} is a repository without a working tree, and such a folder may lie in any checkout`,
    hint: () => "name a clone with --cwd; `git clone --no-checkout` makes one that every way back works from",
  }),
  NO_COMMITS: sentence<{ folder: string }>({
    kind: "input",
    says: ({ folder }) => `the repository ${folder} has no commit yet`,
    hint: () => "commit the contracts first: git add . && git commit -m 'Add the first contract'",
  }),
  UNKNOWN_REF: sentence<{ ref: string }>({
    kind: "input",
    says: ({ ref }) => `'${ref}' is no commit, branch, tag, label or digest known here`,
    hint: () => "see `git branch --all` and `promptctl status`; after a shallow clone, fetch it first",
  }),
  /** Apart from USAGE: a file that was there may be gone for a moment, while logs rotate. */
  NO_RECORDS: sentence<{ message: string; hint: string }>({
    kind: "input",
    says: ({ message }) => message,
    hint: ({ hint }) => hint,
  }),
  NO_RAMP: sentence<{ contract: string; label: string | null }>({
    kind: "world",
    says: ({ contract, label }) => `${label ?? "no label"} of ${contract} ramps nothing: there is no canary to compare`,
    hint: ({ contract }) =>
      `begin a ramp with \`promptctl promote canary --contract ${contract}\`, or compare something else with --against`,
  }),
  RAMP_MOVED: sentence<{ contract: string; label: string; now: string }>({
    kind: "race",
    says: ({ contract, label, now }) =>
      `somebody moved ${label} of ${contract} while it was analysed: ${now}; nothing was changed`,
    hint: () => "look again: promptctl status",
  }),
  UNKNOWN_MOMENT: sentence<{ text: string; why: string | null }>({
    kind: "input",
    says: ({ text, why }) => why ?? `'${text}' is neither a revision known here nor a time`,
    hint: () =>
      "--at takes a commit, branch or tag, a day (2026-11-01), a time (2026-11-01T15:30Z) or something like '3 days ago'",
  }),
  TOO_EARLY: sentence<{ branch: string; moment: string; first: string; shallow: boolean }>({
    kind: "input",
    says: ({ branch, moment, first, shallow }) =>
      `${branch} had no commit ${moment}: its history ${shallow ? "in this clone " : ""}begins on ${first}`,
    hint: ({ shallow }) =>
      shallow ? "fetch the rest of it: git fetch --unshallow" : "name a later day, or a revision of another branch",
  }),
  NOTHING_SERVED: sentence<{ label: string; moment: string; first: string | null }>({
    kind: "input",
    says: ({ label, moment, first }) =>
      `${label} served nothing ${moment}${first === null ? "" : `; its first bundle came on ${first}`}`,
    hint: ({ label }) => `\`promptctl log ${label}\` lists every move`,
  }),
  NO_SOURCE: sentence<{ bundle: string; commit: string | null }>({
    kind: "world",
    says: ({ bundle, commit }) =>
      commit === null
        ? `it is not known here which commit ${bundle} was built from`
        : `the commit ${commit.slice(0, 12)} that ${bundle} was built from is not in this clone`,
    hint: ({ commit }) =>
      commit === null
        ? "in a shallow clone fetch the rest: git fetch --unshallow; or ask about the contract, not about a bundle of it"
        : "fetch it first: git fetch origin, in a shallow clone git fetch --unshallow",
  }),
  UNKNOWN_CONTRACT: sentence<{
    name: string;
    known: readonly string[];
    /** `null` is neither of two sides. */
    where: string | null;
    meant?: string | null;
  }>({
    kind: "input",
    says: ({ name, known, where }) =>
      `there is no contract '${name}' ${where === null ? "on either side" : `in ${where}`}${known.length > 0 ? `; there is ${sayList(known)}` : ""}`,
    hint: ({ meant }) => meant ?? "`promptctl build` lists the contracts there are",
  }),
  UNKNOWN_RULE: sentence<{ rule: string; meant: string | null }>({
    kind: "input",
    says: ({ rule }) => `there is no rule '${rule}'`,
    hint: ({ meant }) => meant ?? "`promptctl explain` lists them all",
  }),
  UNKNOWN_LABEL: sentence<{ label: string; known: readonly string[] }>({
    kind: "input",
    says: ({ label, known }) => `there is no label '${label}'; the labels are ${sayList(known)}`,
    hint: () => "labels are declared under `labels:` in promptctl.yaml, on the default branch",
  }),
  UNKNOWN_PROVIDER: sentence<{ name: string; known: readonly string[] }>({
    kind: "input",
    says: ({ name, known }) => `'${name}' is no provider whose requests are known; there is ${sayList(known)}`,
  }),
  UNKNOWN_TASK: sentence<{ filter: string; known: readonly string[] }>({
    kind: "input",
    says: ({ filter, known }) =>
      `no golden task matches '${filter}'; there is ${sayList(known.length > 12 ? [...known.slice(0, 12), "…"] : known)}`,
  }),
  UNKNOWN_RUN: sentence<{
    run: string | null;
    file: string;
    known: readonly string[];
    faults: readonly string[];
    meant: string | null;
  }>({
    kind: "input",
    says: ({ run, file, known, faults }) => {
      const broken = faults.length === 0 ? "" : `; ${faults.slice(0, 3).join("; ")}`;
      if (known.length === 0) return `${file} holds no run record${broken}`;
      if (run === null)
        return `${file} holds ${count(known.length, "run")}, and which one is meant is not said${broken}`;
      return `${file} holds no run ${run}${broken}`;
    },
    hint: ({ known, meant }) => {
      if (known.length === 0) return "a record is one JSON object in one line, with run_id, contract and stop_reason";
      return meant ?? `name it: --run ${known.at(-1) ?? ""}; there is ${someOf(known.slice(-6))}`;
    },
  }),
  NO_TRANSCRIPT: sentence<{ run: string; file: string }>({
    kind: "input",
    says: ({ run, file }) => `the record of ${run} in ${file} has no transcript: what the user said is not known`,
    hint: () =>
      "transcripts are off in production unless they are asked for: let the runtime write `transcript` ([{ role, content }]) and `calls` into its run records",
  }),
  NO_TASKS: sentence<{ why: string }>({
    kind: "input",
    says: ({ why }) => `there is no golden task to run: ${why}`,
    hint: () => "if that is fine, add --pass-with-no-tests",
  }),
  NOT_RESULTS: sentence<{ path: string; why: string }>({
    kind: "input",
    says: ({ path, why }) => `${path} holds no results of golden tasks: ${why}`,
    hint: () => "take the file that `promptctl test --shard 1/4 --results FILE` wrote",
  }),
  MEMORY_COMMITTED: sentence<{ path: string; own: boolean }>({
    kind: "input",
    says: ({ path }) => `${path} is in git: what earlier runs measured here is no part of a commit`,
    hint: ({ path, own }) =>
      `take it out, so that nobody brings measurements of their own: git rm -r --cached --force ${own ? ".promptctl" : path}`,
  }),
  PARTS_MIXED: sentence<{ why: string }>({
    kind: "input",
    says: ({ why }) => `these files are not the parts of one run: ${why}`,
    hint: () => "merge files of the same commit, the same flags and the same number of shards, each once",
  }),
  PARTS_MISSING: sentence<{ why: string }>({
    kind: "world",
    says: ({ why }) => `a part of the run is missing: ${why}`,
    hint: () => "what was not run is not known: run that shard again, or name its file",
  }),
  NO_CONTRACTS: sentence<{ pattern: string; where: string; submodule?: string | null }>({
    kind: "input",
    says: ({ pattern, where, submodule = null }) =>
      `no contract matches ${pattern} in ${where}${submodule === null ? "" : `: ${submodule} is a submodule, and its files are another repository's`}`,
    hint: ({ submodule = null }) =>
      submodule === null
        ? "`promptctl init` writes a first one; if contracts live elsewhere, say so in promptctl.yaml: contracts: <glob>"
        : `contracts are released by the repository that they are committed to: run promptctl in ${submodule}, where a promptctl.yaml says how (git submodule update --init, if it is empty)`,
  }),
  NO_GOLDENS: sentence<{ pattern: string; contracts: readonly string[] }>({
    kind: "input",
    says: ({ pattern, contracts }) => `there are no golden tasks for ${sayList(contracts)} (${pattern})`,
    hint: ({ contracts }) =>
      `write a first one in goldens/${contracts[0] ?? "<contract>"}/; \`promptctl init\` shows the form`,
  }),
  NO_RUNNER: sentence<{ config: string }>({
    kind: "input",
    says: ({ config }) => `${config} does not say which agent runs the golden tasks`,
    hint: () => "add to promptctl.yaml: runner: { command: [node, goldens/agent.mjs] }",
  }),
  RUNNER_VARIABLE: sentence<{ missing: string; names: readonly string[] }>({
    kind: "world",
    says: ({ missing }) => `the runner of promptctl.yaml cannot be asked: ${missing}`,
    hint: ({ names }) => `set ${sayList(names)} in the environment, in a CI as a secret of the step`,
  }),
  MODEL_PACKAGE: sentence<{ provider: string; why: string; folder: string; install: string }>({
    kind: "input",
    says: ({ provider, why, folder }) => `a model of ${provider} cannot be asked from ${folder}: ${why}`,
    hint: ({ install }) => `npm i -D ${install}`,
  }),
  INVALID_FILES: sentence<{ findings: number; where: string }>({
    kind: "input",
    says: ({ findings, where }) => `${where} cannot be used: ${count(findings, "fault")}`,
    hint: () => "mend what is listed above; `promptctl check` shows it again",
  }),
  NO_TERMINAL: sentence<{ question: string }>({
    kind: "input",
    says: ({ question }) => `there is no terminal to ask: ${question}`,
    hint: () => "answer with --yes, or look first with --dry-run",
  }),
  UNCOMMITTED: sentence<{ paths: readonly string[] }>({
    kind: "input",
    says: ({ paths }) =>
      `what would be promoted has uncommitted changes: ${sayList(paths.slice(0, 5))}${paths.length > 5 ? ", …" : ""}`,
    hint: () =>
      "a release is built from a commit: commit them, or name one with --to; where `git status` shows nothing, a filter of .gitattributes changes the files",
  }),
  NO_DEFAULT_BRANCH: sentence<{ branches: readonly string[] }>({
    kind: "input",
    says: ({ branches }) => `which branch is the default one? There is ${sayList(branches)}`,
    hint: ({ branches }) => `write into promptctl.yaml: release: { default_branch: ${branches[0] ?? "main"} }`,
  }),
  NO_MERGE_BASE: sentence<{ base: string; head: string }>({
    kind: "world",
    says: ({ base, head }) => `${base} and ${head} have no common commit in this clone`,
    hint: () => "in a shallow clone fetch the history first: git fetch --unshallow",
  }),
  NOT_CLONED: sentence<{ ref: string }>({
    kind: "world",
    says: ({ ref }) => `'${ref}' is not known here, and this clone has a part of the history only`,
    hint: () => "fetch the rest: git fetch --unshallow; in GitHub Actions: actions/checkout with fetch-depth: 0",
  }),
  COMMIT_MISSING: sentence<{ commit: string; remote: string }>({
    kind: "world",
    says: ({ commit }) => `the base ${commit} is not in this clone`,
    hint: ({ commit, remote }) =>
      `fetch it: git fetch ${remote} ${commit}; in GitHub Actions: actions/checkout with fetch-depth: 2`,
  }),
  OBJECT_MISSING: sentence<{ commit: string; path: string }>({
    kind: "world",
    says: ({ commit, path }) => `${path} of ${commit} is not in this clone`,
    hint: () =>
      "this clone is a part of the repository only; fetch the rest: git fetch --refetch --no-filter, or --unshallow",
  }),
  TOO_MANY_CONTRACTS: sentence<{ label: string; contracts: readonly string[] }>({
    kind: "input",
    says: ({ label, contracts }) =>
      `${count(contracts.length, "contract")} would move on ${label}: ${sayList(contracts)}`,
    hint: () => "name them with --contract, or take all with --all",
  }),
  NOTHING_TO_TAKE: sentence<{ label: string; from: string; contracts: readonly string[] }>({
    kind: "input",
    says: ({ label, from, contracts }) =>
      `${label} takes what ${from} serves, and ${from} serves nothing${contracts.length > 0 ? ` of ${sayList(contracts)}` : ""}`,
    hint: ({ from }) => `run \`promptctl promote ${from}\` first, or name what to promote: --to HEAD`,
  }),
  NOT_ON_LABEL: sentence<{ label: string; contracts: readonly string[] }>({
    kind: "input",
    says: ({ label, contracts }) =>
      contracts.length === 0 ? `${label} serves nothing yet` : `${label} serves nothing of ${sayList(contracts)}`,
    hint: () => "see `promptctl status`",
  }),
  RAMP_IN_PROGRESS: sentence<{ contract: string; label: string; canary: string; running: string; wanted: string }>({
    kind: "input",
    says: ({ contract, label, running, wanted }) =>
      `${label} is ramping ${running} for ${contract}; ${wanted} is another bundle`,
    hint: ({ label, canary }) =>
      `finish it with \`promptctl promote ${label}\`, end it with \`promptctl rollback ${canary}\`, or say --replace`,
  }),
  NOTHING_OLDER: sentence<{ label: string; contracts: readonly string[] }>({
    kind: "input",
    says: ({ label, contracts }) => `${label} has served no older bundle of ${sayList(contracts)} to go back to`,
    hint: () => "name any released bundle: --to <digest>; see `promptctl log`",
  }),
  REVOKED: sentence<{ bundle: string; at: string; reason: string }>({
    kind: "input",
    says: ({ bundle, at, reason }) => `${bundle} is revoked since ${at}: ${reason}`,
    hint: () => "name another bundle: what is revoked is not run again",
  }),
  POINTER_TOO_LONG: sentence<{ contract: string; label: string; bytes: number; most: number }>({
    kind: "input",
    says: ({ contract, label, bytes, most }) =>
      `the pointer ${label} of ${contract} would have ${thousands(bytes)} bytes, and runtimes take ${thousands(most)} at most`,
    hint: () => "nothing was changed; give a shorter --reason",
  }),
  BAD_REPLACEMENT: sentence<{ name: string; why: string }>({
    kind: "input",
    says: ({ name, why }) => `'${name}' cannot be served instead: ${why}`,
    hint: () => "name another digest, prompt id or label: see `promptctl log`",
  }),
  ON_RELEASE_BRANCH: sentence<{ branch: string; folder: string }>({
    kind: "input",
    says: ({ branch, folder }) =>
      `${branch} is checked out in ${folder}, and moving it would pull it from under that working tree`,
    hint: () => "check out another branch there first: git switch -",
  }),
  EXISTS: sentence<{ paths: readonly string[]; command?: string }>({
    kind: "input",
    says: ({ paths, command = "init" }) =>
      `${sayList(paths)} ${paths.length === 1 ? "is" : "are"} there already, and ${command} never overwrites`,
    hint: () => "remove or rename what stands in the way, or start in another folder",
  }),
  NOTHING_IMPORTED: sentence<{ format: string; reads: string; reasons: readonly string[] }>({
    kind: "input",
    says: ({ format, reasons }) => `nothing could be imported as ${format}: ${reasons.join("; ")}`,
    hint: ({ format, reads }) => `${format} reads ${reads}`,
  }),

  // The world
  GIT_MISSING: sentence<Record<never, never>>({
    kind: "world",
    says: () => "git cannot be started",
    hint: () => "install git 2.36 or newer and make sure that it is on the PATH",
  }),
  GIT_FAILED: sentence<{ doing: string; why: string }>({
    kind: "world",
    says: ({ doing, why }) => `git could not ${doing}: ${why}`,
    hint: ({ why }) => lockLeft(why),
  }),
  FOREIGN_REPOSITORY: sentence<{ folder: string; why: string }>({
    kind: "world",
    says: ({ folder, why }) => `git does not trust the repository of ${folder}: ${why}`,
    hint: () =>
      "its configuration may start programs of its owner: run as that user or, if you trust them, say so to git: git config --global --add safe.directory <folder>",
  }),
  OTHER_REMOTE: sentence<{ remote: string; known: readonly string[] }>({
    kind: "input",
    says: ({ remote, known }) =>
      `labels are moved at the remote ${remote}, and this repository has none of that name: it has ${sayList(known)}`,
    hint: ({ known }) => `say in promptctl.yaml where releases live: release: { remote: ${known[0] ?? "origin"} }`,
  }),
  PUSH_REFUSED: sentence<{ remote: string; branch: string; why: string }>({
    kind: "world",
    says: ({ remote, branch, why }) => `${remote} did not take ${branch}: ${why}`,
    hint: ({ why }) => {
      const [nothing, more] = ["nothing was changed, here or there", lockLeft(why)];
      return more === null ? nothing : `${nothing}; ${more}`;
    },
  }),
  PUSH_UNKNOWN: sentence<{ remote: string; branch: string; why: string }>({
    kind: "world",
    says: ({ remote, branch, why }) =>
      `it is not known whether ${remote} took ${branch}, because it does not answer any more: ${why}`,
    hint: () =>
      "when it answers again, see `promptctl status` before you repeat this: a rollback that is run twice goes back twice",
  }),
  NOT_RECORDED: sentence<{ why: string; model: string; which: string }>({
    kind: "world",
    says: ({ why, model, which }) => `${why}\nto record it, which asks ${model}:\npromptctl test --record ${which}`,
  }),
  BUNDLE_NOT_RECORDED: sentence<{ why: string; model: string }>({
    kind: "world",
    says: ({ why, model }) =>
      `${why}\na bundle of before is not recorded again; to ask ${model} itself, say the same with --live`,
  }),
  SECRET_IN_RECORDING: sentence<{ what: string; where: string; name: string }>({
    kind: "world",
    says: ({ what, where, name }) => `it was not recorded: ${what} holds what looks like ${name} (${where})`,
    hint: () => "recordings are committed: put made-up values into the contract and its golden tasks",
  }),
  NO_PRICE: sentence<{ model: string; line: string | null }>({
    kind: "world",
    says: ({ model, line }) =>
      `budgets.max_spend_usd cannot be kept: ${line === null ? `an answer of ${model} did not say how many tokens it used` : `nobody says what ${model} costs`}`,
    hint: ({ line }) =>
      line === null
        ? "no price helps here: limit max_steps and max_output_tokens instead"
        : `add to promptctl.yaml, in US dollars for a million tokens: ${line}`,
  }),
  PROCESS_MISSING: sentence<{ command: string; why: string }>({
    kind: "world",
    says: ({ command, why }) => `${command} cannot be started: ${why}`,
  }),
  MCP_FAILED: sentence<{ command: string; why: string; stderr: string }>({
    kind: "world",
    says: ({ command, why }) => `${command} did not list its tools: ${why}`,
    hint: ({ stderr }) => (stderr === "" ? "it wrote nothing to stderr" : `it wrote to stderr:\n${stderr}`),
  }),
  MODEL_KEY: sentence<{ provider: string; variable: string; why?: string }>({
    kind: "world",
    says: ({ provider, variable, why = "is not set" }) => `a model of ${provider} cannot be asked: ${variable} ${why}`,
    hint: ({ variable }) => `export ${variable}, or replay what was recorded: that needs no key`,
  }),
  MODEL_LATE: sentence<{ model: string; seconds: number }>({
    kind: "world",
    says: ({ model, seconds }) => `${model} gave no answer within ${seconds} s`,
  }),
  MODEL_SILENT: sentence<{ model: string; why: string }>({
    kind: "world",
    says: ({ model, why }) => `${model} gave no answer: ${why}`,
  }),
  PROMETHEUS_FAILED: sentence<{ server: string; why: string; hint: string | null }>({
    kind: "world",
    says: ({ server, why }) => `${server} could not be asked: ${why}`,
    hint: ({ hint }) => hint,
  }),
  READ_FAILED: sentence<{ path: string; why: string }>({
    kind: "world",
    says: ({ path, why }) => `${path} could not be read: ${why}`,
  }),
  WRITE_FAILED: sentence<{ path: string; why: string }>({
    kind: "world",
    says: ({ path, why }) => `${path} could not be written: ${why}`,
  }),
  PUBLISH_FAILED: sentence<{ place: string; why: string }>({
    kind: "world",
    says: ({ place, why }) => `the move is recorded, but ${place} could not be written: ${why}`,
    hint: () =>
      "runtimes that poll this place do not see the move yet: mend the place, then run the same command again",
  }),
  NOT_POLLABLE: sentence<{ place: string; why: string; hint: string }>({
    kind: "world",
    says: ({ place, why }) => `${place} cannot be measured: ${why}`,
    hint: ({ hint }) => `nothing was written; ${hint}`,
  }),
  PLACE_AHEAD: sentence<{
    place: string;
    branch: string;
    contract: string;
    label: string;
    there: number;
    here: string;
  }>({
    kind: "world",
    says: ({ place, branch, contract, label, there, here }) =>
      `what is decided is recorded, but ${place} is ahead of ${branch}: ${label} of ${contract} is at serial ${there} there, and ${here} on the branch`,
    hint: () =>
      "the branch was lost or set back, and runtimes refuse its moves until its serials are higher again: promptctl verify --repair",
  }),
  BAD_POINTER: sentence<{ where: string; why: string }>({
    kind: "world",
    says: ({ where, why }) => `the pointer ${where} cannot be trusted: ${why}`,
  }),
  BAD_BUNDLE: sentence<{ digest: string; why: string }>({
    kind: "world",
    says: ({ digest, why }) => `the bundle ${digest} cannot be trusted: ${why}`,
  }),
  NO_BUNDLE: sentence<{ digest: string; where: string }>({
    kind: "world",
    says: ({ digest, where }) => `the bundle ${digest} is not in ${where}`,
  }),

  // Somebody else
  MOVED_FIRST: sentence<{ label: string; contract: string; who: string; now: string }>({
    kind: "race",
    says: ({ label, contract, who, now }) => `${who} moved ${label} of ${contract} first: it serves ${now} now`,
    hint: () => "nothing was changed; look with `promptctl status` and decide again",
  }),
  WITHDRAWN_FIRST: sentence<{ who: string; did: string }>({
    kind: "race",
    says: ({ who, did }) => `${who} ${did} meanwhile`,
    hint: () => "nothing was changed; look with `promptctl status` and decide again",
  }),
  POLICY_UNREADABLE: sentence<{ branch: string; why: string }>({
    kind: "world",
    says: ({ branch, why }) => `what labels demand is not known, on ${branch}: ${why}`,
    hint: () => "mend it there first, and push; rollback, halt and revoke ask no policy",
  }),
  POLICY_CHANGED: sentence<{ label: string; branch: string }>({
    kind: "race",
    says: ({ label, branch }) => `what ${label} demands changed on ${branch} while the plan was on the table`,
    hint: () => "nothing was changed; run the command again",
  }),
  GATE_CLOSED: sentence<{ label: string; says: string }>({
    kind: "race",
    says: ({ label, says }) => `${label} would not take it any more: ${says}`,
    hint: () => "nothing was changed; run the command again",
  }),
  TOO_BUSY: sentence<{ branch: string; attempts: number }>({
    kind: "race",
    says: ({ branch, attempts }) => `${branch} kept moving: gave up after ${count(attempts, "attempt")}`,
    hint: () => "nothing was changed; run the command again",
  }),
  NOT_A_BUNDLE: sentence<{ name: string }>({
    kind: "input",
    says: ({ name }) => `'${name}' names no bundle that was released`,
    hint: () => "name a digest or a prompt id that was released: see `promptctl log`",
  }),
  INTERRUPTED: sentence<Record<never, never>>({ kind: "stopped", says: () => "interrupted" }),

  // The runtime
  NOT_READY: sentence<{ contract: string; label: string; why: string }>({
    kind: "world",
    says: ({ contract, label, why }) => `no verified bundle of ${contract} on ${label}: ${why}`,
  }),
  HALTED: sentence<{ contract: string; label: string; why: string }>({
    kind: "world",
    says: ({ contract, label, why }) => `${contract} on ${label} opens no session: ${why}`,
  }),
  TOO_OLD: sentence<{ contract: string; label: string; why: string }>({
    kind: "world",
    says: ({ contract, label, why }) => `${contract} on ${label} opens no session: ${why}`,
    hint: () => "the client goes on polling, and opens sessions again when its source confirms",
  }),
  PIN_UNAVAILABLE: sentence<{ digest: string; why: string }>({
    kind: "world",
    says: ({ digest, why }) => `the bundle ${digest} that this session is pinned to is not available: ${why}`,
    hint: () => "the session must not move to another bundle in silence: end it, or open a new one",
  }),
  BAD_PIN: sentence<{ why: string }>({
    kind: "input",
    says: ({ why }) => `this pin cannot be resumed: ${why}`,
  }),
  BAD_MEMORY: sentence<{ why: string }>({
    kind: "input",
    says: ({ why }) => `this memory of a session cannot be used: ${why}`,
    hint: () => "give `resume` what `session.memory()` returned, as it was stored beside the pin",
  }),
  NOT_ALLOWED: sentence<{ why: string }>({
    kind: "input",
    says: ({ why }) => `the checkpoint did not allow this: ${why}`,
  }),
  BAD_TEMPLATE: sentence<{ why: string }>({
    kind: "input",
    says: ({ why }) => `the template cannot be rendered: ${why}`,
  }),
} as const;

export type FailureCode = keyof typeof sentences;

export type FailureDetails<Code extends FailureCode> =
  (typeof sentences)[Code] extends Sentence<infer Details> ? Details : never;

/** A git that was killed leaves its lock, and git asks a person to be sure. */
function lockLeft(why: string): string | null {
  return /\.lock': File exists/.test(why)
    ? "another git is at work, or one was killed: if none runs any more, delete that .lock file and run this again"
    : null;
}
