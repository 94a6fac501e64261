import { mkdir, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { git, promptctl, run } from "../moves.mjs";
import { writeContracts } from "../repository.mjs";

const scripts = {
  "map-and-murmur": new URL("../baselines/client/map-and-murmur.mjs", import.meta.url),
  promptctl: new URL("../baselines/client/promptctl.mjs", import.meta.url),
  resolve: new URL("../baselines/client/resolve.mjs", import.meta.url),
  langfuse: new URL("../baselines/client/langfuse.mjs", import.meta.url),
  openfeature: new URL("../baselines/client/openfeature.mjs", import.meta.url),
  poll: new URL("../baselines/client/poll.mjs", import.meta.url),
  load: new URL("../baselines/client/load.mjs", import.meta.url),
};
const node = (name, ...rest) => [process.execPath, fileURLToPath(scripts[name]), ...rest];
const arePeersThere = existsSync(new URL("../node_modules/@langfuse", import.meta.url));
const missing = { skipped: "npm install --prefix test/bench" };

/** A folder as `promote` publishes it, with so many contracts on `staging`. */
async function published(folder, count) {
  await writeContracts(folder, count);
  return publish(folder);
}

async function publish(folder) {
  await git(folder, ["init", "--quiet", "--initial-branch=main"]);
  await git(folder, ["add", "."]);
  await git(folder, ["-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "--quiet", "-m", "contracts"]);
  await git(folder, ["config", "user.name", "A"]);
  await git(folder, ["config", "user.email", "a@example.com"]);
  await run([process.execPath, promptctl, "promote", "staging", "--all", "--yes", "--quiet"], folder);
  return join(folder, ".promptctl", "live");
}

const operations = {
  name: "client operations",
  async prepare(folder) {
    if (!arePeersThere) return missing;
    const live = await published(folder, 1);
    const own = (operation) => ({ argv: node("promptctl", operation, live), reports: true });
    return {
      title: "promptctl/client: one operation, in nanoseconds",
      unit: "ns",
      baseline: "a Map and murmur3 (imurmurhash)",
      rounds: 7,
      runs: {
        "a Map and murmur3 (imurmurhash)": { argv: node("map-and-murmur"), reports: true },
        "promptctl: resolve with a ramp": { argv: node("resolve"), reports: true, atMost: { value: 160 } },
        "promptctl: open": own("open"),
        "promptctl: open and beforeTool": own("open-and-before-tool"),
        "Langfuse: prompt.get from its cache": { argv: node("langfuse", "get", "x"), reports: true },
        "OpenFeature: a flag in memory": { argv: node("openfeature"), reports: true },
      },
    };
  },
};

/** As long as an instruction with its rules is, with two variables. */
const greeting = `You are the support agent of Acme. You speak with {{customer_name}}, who is {{tier}}.
A refund of more than 50 dollars needs a second look.
Say what you did, in one sentence.
Never promise a date that the carrier did not give.
If the customer is angry, stay calm, and offer to hand over to a person.
Parcels to region 9 take 3 days.
`;

const greeter = `contract: greeter
model: { provider: openai, name: gpt-5-mini-2026-01-15 }
variables:
  customer_name: { type: string }
  tier: { type: string }
system: |
${greeting.replaceAll(/^(?=.)/gm, "  ")}`;

const render = {
  name: "client render",
  async prepare(folder) {
    if (!arePeersThere) return missing;
    await mkdir(join(folder, "prompts", "greeter"), { recursive: true });
    await writeFile(join(folder, "prompts", "greeter", "contract.yaml"), greeter);
    const live = await publish(folder);
    return {
      title: "A system text with two variables, in nanoseconds",
      unit: "ns",
      baseline: "Langfuse: compile of the same text",
      rounds: 7,
      runs: {
        "Langfuse: compile of the same text": { argv: node("langfuse", "compile", greeting), reports: true },
        "promptctl: system": {
          argv: node("promptctl", "system", live, "greeter", greeting),
          reports: true,
          atMost: { toBaseline: 1 / 10 },
        },
      },
    };
  },
};

const poll = {
  name: "client poll",
  async prepare(folder) {
    const live = await published(folder, 1);
    return {
      title: "A poll that finds nothing new, in nanoseconds",
      unit: "ns",
      baseline: "node:http with if-none-match",
      rounds: 7,
      runs: {
        "node:http with if-none-match": { argv: node("poll", "bare", live), reports: true },
        "promptctl: refresh": { argv: node("poll", "client", live), reports: true, atMost: { toBaseline: 1.2 } },
      },
    };
  },
};

const load = {
  name: "client memory",
  async prepare(folder, { short }) {
    const count = short ? 10 : 1_000;
    const live = await published(folder, count);
    return {
      title: `${count.toLocaleString("en-US")} contracts in memory`,
      baseline: "read and JSON.parse the same files",
      rounds: 5,
      runs: {
        "read and JSON.parse the same files": { argv: node("load", "bare", live), cwd: folder },
        "promptctl: connect to each, open and render": { argv: node("load", "promptctl", live), cwd: folder },
      },
    };
  },
};

const start = {
  name: "client import",
  async prepare(folder) {
    const modules = {
      empty: "",
      client: `import ${JSON.stringify(new URL("../../../dist/library/client.js", import.meta.url).href)};`,
    };
    await mkdir(folder, { recursive: true });
    for (const [name, text] of Object.entries(modules)) await writeFile(join(folder, `${name}.mjs`), text);
    const own = (name) => ({ argv: [process.execPath, join(folder, `${name}.mjs`)], cwd: folder });
    return {
      title: "import of promptctl/client",
      baseline: "an empty module",
      rounds: 31,
      runs: {
        "an empty module": own("empty"),
        "a module that imports promptctl/client": { ...own("client"), atMost: { toBaseline: 1.15 } },
      },
    };
  },
};

export const clientCases = [operations, render, poll, load, start];
