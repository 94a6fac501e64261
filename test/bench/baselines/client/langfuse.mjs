import { createServer } from "node:http";
import { LangfuseClient } from "@langfuse/client";
import { ids, report } from "../../operations.mjs";

const [operation, text] = process.argv.slice(2);
const answer = {
  type: "text",
  name: "support",
  version: 1,
  prompt: text,
  config: {},
  labels: ["production"],
  tags: [],
};
const server = createServer((_request, response) =>
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer)),
);
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const langfuse = new LangfuseClient({
  publicKey: "pk",
  secretKey: "sk",
  baseUrl: `http://127.0.0.1:${server.address().port}`,
});
const known = await langfuse.prompt.get("support", { cacheTtlSeconds: 3_600 });
const variables = { customer_name: "Ada", tier: "gold" };
let kept = 0;
await report(
  operation === "get"
    ? async (count) => {
        for (let index = 0; index < count; index += 1)
          kept += (await langfuse.prompt.get("support", { cacheTtlSeconds: 3_600 })).version + ids.length;
      }
    : (count) => {
        for (let index = 0; index < count; index += 1) kept += known.compile(variables).length;
      },
);
