import { spawn } from "node:child_process";
import { access } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { writeEchoSuite, writePromptfooSuite } from "../goldens.mjs";

const promptctl = fileURLToPath(new URL("../../../bin/promptctl.js", import.meta.url));
const peers = new URL("../node_modules/", import.meta.url);
const promptfoo = fileURLToPath(new URL("promptfoo/dist/src/entrypoint.js", peers));
const node22 = fileURLToPath(new URL("node22/bin/node", peers));

/**
 * `test` of tasks that are replayed, beside `promptfoo eval` with its echo provider: both read as many tests, fill in
 * a template, get an answer without asking anybody, and judge it by the same two assertions.
 */
export const testCases = [10, 100, 1_000, 5_000]
  .map((count) => ({
    name: `test ${count}`,
    async prepare(folder, { short }) {
      if (short && count > 10) return { skipped: "--short" };
      const missing = await missingPeers();
      if (missing !== null && !short) return { skipped: missing };
      await recordSuite(folder, count);
      await writePromptfooSuite(folder, count);
      return {
        title: `${count.toLocaleString("en-US")} golden tasks, replayed`,
        baseline: missing === null ? evalName : testName,
        rounds: count > 1_000 ? 3 : 5,
        runs: {
          ...(missing === null ? { [evalName]: evalOf(folder) } : {}),
          [testName]: testOf(folder),
        },
      };
    },
  }))
  .concat([
    {
      name: "test memory",
      async prepare(folder, { short }) {
        if (short) return { skipped: "--short" };
        await recordSuite(`${folder}/1000`, 1_000);
        await recordSuite(`${folder}/5000`, 5_000);
        return {
          title: "what is in memory: 1,000 golden tasks and 5,000",
          baseline: "promptctl test, 1,000 tasks",
          rounds: 5,
          runs: {
            "promptctl test, 1,000 tasks": testOf(`${folder}/1000`),
            "promptctl test, 5,000 tasks": testOf(`${folder}/5000`),
          },
        };
      },
    },
  ]);

const evalName = "promptfoo eval, echo provider";
const testName = "promptctl test, from recordings";

function testOf(cwd) {
  return { argv: [process.execPath, promptctl, "test", "--quiet"], cwd };
}

/** Nothing but the evaluation: no cache, no table, no news, no telemetry, and a database of its own. */
function evalOf(cwd) {
  return {
    argv: [node22, promptfoo, "eval", "-c", "promptfooconfig.yaml", "--no-cache", "--no-table", "--no-progress-bar"],
    cwd,
    env: {
      PROMPTFOO_CONFIG_DIR: `${cwd}/.promptfoo`,
      PROMPTFOO_DISABLE_TELEMETRY: "1",
      PROMPTFOO_DISABLE_UPDATE: "1",
      PROMPTFOO_DISABLE_REMOTE_GENERATION: "1",
    },
  };
}

async function missingPeers() {
  try {
    await Promise.all([access(promptfoo), access(node22)]);
    return null;
  } catch {
    return "its peers are not installed: npm install --prefix test/bench";
  }
}

/** Recorded by promptctl itself, from a server that says every question again. */
async function recordSuite(folder, count) {
  await writeEchoSuite(folder, count);
  const server = createServer((request, response) => {
    let body = "";
    request
      .on("data", (chunk) => (body += chunk))
      .on("end", () => {
        const content = JSON.parse(body).messages.at(-1).content;
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify(completion(content)));
      });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}/v1`;
  try {
    await run([process.execPath, promptctl, "test", "--record", "--quiet", "-j", "8"], folder, {
      OPENAI_COMPATIBLE_BASE_URL: url,
      OPENAI_COMPATIBLE_API_KEY: "none",
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function completion(content) {
  return {
    id: "echo",
    object: "chat.completion",
    created: 1_770_000_000,
    model: "echo",
    choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
    usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
  };
}

function run([command, ...args], cwd, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => said.push(chunk));
    child.on("error", reject).on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${args.join(" ")} exited with ${code}: ${Buffer.concat(said)}`));
    });
  });
}
