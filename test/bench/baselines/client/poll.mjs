/** A poll that finds nothing new, by promptctl's client, and as nobody can avoid it: node:http with `if-none-match`. */
import { fork } from "node:child_process";
import { Agent, get } from "node:http";
import { fileURLToPath } from "node:url";
import { connect } from "../../../../dist/library/client.js";
import { report } from "../../operations.mjs";

const [operation, folder] = process.argv.slice(2);
const place = fork(fileURLToPath(new URL("place.mjs", import.meta.url)), [folder]);
process.on("exit", () => place.kill());
const port = await new Promise((resolve) => place.once("message", resolve));
const base = `http://127.0.0.1:${port}`;
const agent = new Agent({ keepAlive: true });
const path = "/labels/agent-00000/staging.json";

/** @returns the status and the ETag, when the body has come */
const ask = (headers) =>
  new Promise((resolve, reject) => {
    get(`${base}${path}`, { agent, headers }, (response) => {
      response.resume();
      response.on("end", () => resolve([response.statusCode, response.headers.etag]));
    }).on("error", reject);
  });

if (operation === "bare") {
  const [, tag] = await ask({});
  if ((await ask({ "if-none-match": tag }))[0] !== 304) throw new Error("what is measured is a 304");
  await report(
    async (count) => {
      for (let index = 0; index < count; index += 1) await ask({ "if-none-match": tag });
    },
    { count: 500 },
  );
} else {
  const client = await connect({ source: base, contract: "agent-00000", label: "staging", interval: 3_600_000 });
  await report(
    async (count) => {
      for (let index = 0; index < count; index += 1) await client.refresh();
      if (client.state().kind !== "ready") throw new Error("what is measured is a poll that is confirmed");
    },
    { count: 500 },
  );
}
