import { createServer } from "node:http";
import { promptctl, run } from "./processes.mjs";

/** Recorded by promptctl itself, from a server that says every question again. */
export async function recordSuite(folder) {
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
      env: { OPENAI_COMPATIBLE_BASE_URL: url, OPENAI_COMPATIBLE_API_KEY: "none" },
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
