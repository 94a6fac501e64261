// The whole loop in one minute, in a temporary repository, with the real program and the real client:
// an edit that breaks an agent, what promptctl says about it, the repair, the release, the way back.
// Every claim is checked; the first one that does not hold ends the tour with exit code 1.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connect } from "promptctl/client";

const program = fileURLToPath(new URL("../../bin/promptctl.js", import.meta.url));
const shop = mkdtempSync(join(tmpdir(), "promptctl-tour-"));
const bold = (text) => (process.stdout.isTTY ? `\u001B[1m${text}\u001B[0m` : text);
const dim = (text) => (process.stdout.isTTY ? `\u001B[2m${text}\u001B[0m` : text);

process.on("exit", () => rmSync(shop, { recursive: true, force: true }));

chapter("A repository with an agent in it");
tell("`init` writes a support agent for a shop: its prompt, its tools, its permissions, its limits, and golden tasks.");
git("init", "--quiet", "--initial-branch", "main");
run(0, "init");
commit("A support agent");
run(0, "build");
tell("A contract is sealed into one bundle. The digest is of its bytes; `support@…` is what every run logs.");

chapter("First release");
tell(
  "Golden tasks run against an agent (here a small program that follows the prompt; no model is asked). What passes is kept as evidence.",
);
run(0, "test", "--save");
run(0, "promote", "canary", "--yes");
run(0, "promote", "prod", "--yes");
tell("Two kinds of JSON files are all that a runtime needs: the pointer of a label, and the bundles it names.");
const client = await connect({ source: `file:${join(shop, ".promptctl/live")}`, contract: "support", label: "prod" });
const released = client.state().promptId;
check(client.open("first").promptId === released, `a runtime that polls prod opens sessions on ${released}`);

chapter("An innocent edit");
tell("Somebody renames the tool issue_refund to refund_order, and forgets the worked example in the prompt.");
edit("prompts/support/contract.yaml", (text) => text.replaceAll("issue_refund", "refund_order"));
edit("goldens/support/everyday.yaml", (text) => text.replaceAll("issue_refund", "refund_order"));
const broken = run(0, "diff");
for (const rule of ["TOOL_RENAMED", "PROMPT_DANGLING_TOOL"])
  check(broken.includes(rule), `diff names ${rule}, and whom it breaks`);
const failed = run(1, "test", "--filter", "refund");
check(
  failed.includes("There is no tool issue_refund"),
  "the golden task caught it: the agent claimed a refund that never happened",
);

chapter("The repair");
tell("The example gets the new name, and the tool keeps answering to the old one for conversations that are open.");
edit("prompts/support/policy.md", (text) => text.replaceAll("issue_refund", "refund_order"));
edit("prompts/support/contract.yaml", (text) =>
  text.replace("- name: refund_order\n", "- name: refund_order\n    aliases: [issue_refund]\n"),
);
const repaired = run(0, "diff", "--fail-on", "breaking");
check(repaired.includes("TOOL_RENAMED_WITH_ALIAS"), "nothing breaks any more");
commit("Rename the refund tool, and keep answering to its old name");
run(0, "test", "--save");

chapter("A canary");
tell("Half of the new sessions get the new bundle. Who is in is a hash of the session's id: everybody can compute it.");
run(0, "promote", "canary", "--weight", "50", "--yes");
await client.refresh();
const ids = Array.from({ length: 40 }, (_, index) => `conversation-${index}`);
const inCanary = client.open(ids.find((id) => client.open(id).pin.variant === "ramp"));
const inCurrent = client.open(ids.find((id) => client.open(id).pin.variant === "current"));
check(
  inCanary.promptId !== inCurrent.promptId,
  `${inCanary.pin.session} runs ${inCanary.promptId} (canary), ${inCurrent.pin.session} runs ${inCurrent.promptId}`,
);
const resolved = JSON.parse(run(0, "resolve", "support", "--session", inCanary.pin.session, "--format", "json"));
check(resolved.data.promptId === inCanary.promptId, "`resolve` says the same, from the pointer alone");

chapter("The way back");
run(0, "rollback", "canary", "--reason", "trying the way back");
await client.refresh();
check(client.open(inCanary.pin.session).promptId === released, `new sessions get ${released} again, all of them`);
const stored = JSON.parse(JSON.stringify(inCanary.pin));
const resumed = await client.resume(stored);
check(
  resumed.promptId === inCanary.promptId,
  `the conversation that began on ${inCanary.promptId} keeps it: prompt, tools and permissions of one release`,
);
check(
  resumed.tools().some(({ name }) => name === "refund_order"),
  "it still has the tool that its prompt speaks of",
);
run(0, "status");
run(0, "log");
client.close();
console.log(`\n${bold("That was the tour.")} Your turn, in your own repository: npx promptctl init`);

function chapter(title) {
  console.log(`\n${bold(`── ${title} `.padEnd(78, "─"))}\n`);
}

function tell(text) {
  console.log(`${text}\n`);
}

function check(holds, claim) {
  assert.ok(holds, `not as told: ${claim}`);
  console.log(`✔ ${claim}\n`);
}

/** Runs promptctl, shows what it said, and insists on the exit code. */
function run(expected, ...args) {
  console.log(bold(`$ promptctl ${args.join(" ")}`));
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: shop,
    encoding: "utf8",
    env: environment(),
  });
  console.log(
    dim(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => (line === "" ? "" : `  ${line}`))
        .join("\n"),
    ),
  );
  assert.equal(
    status,
    expected,
    `not as told: promptctl ${args.join(" ")} ended with ${status}, not ${expected}\n${stderr}`,
  );
  console.log("");
  return stdout;
}

function git(...args) {
  execFileSync("git", args, { cwd: shop, env: environment() });
}

function commit(message) {
  git("add", "--all");
  git("commit", "--quiet", "-m", message);
}

function edit(path, change) {
  const file = join(shop, path);
  const before = readFileSync(file, "utf8");
  const after = change(before);
  assert.notEqual(after, before, `not as told: ${path} was to be edited`);
  writeFileSync(file, after);
}

/** A user of our own, so that the tour needs no settings and touches none. */
function environment() {
  const who = {
    GIT_AUTHOR_NAME: "Ada",
    GIT_AUTHOR_EMAIL: "ada@example.com",
    GIT_COMMITTER_NAME: "Ada",
    GIT_COMMITTER_EMAIL: "ada@example.com",
  };
  return { ...process.env, ...who, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1", NO_COLOR: "1" };
}
