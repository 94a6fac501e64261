import { connect } from "../../../../dist/library/client.js";
import { ids, report } from "../../operations.mjs";

const [operation, folder] = process.argv.slice(2);
const contract = "agent-00000";
const client = await connect({ source: `file:${folder}`, contract, label: "staging", interval: 3_600_000 });
const known = client.open("any");
const variables = { customer_name: "Ada", tier: "gold" };
const args = { order_id: "1234" };
let kept = 0;

const operations = {
  open: (id) => client.open(id).promptId.length,
  "open-and-before-tool": (id) => client.open(id).beforeTool("get_order_0", args).kind.length,
  "before-tool": () => known.beforeTool("get_order_0", args).kind.length,
  system: () => known.system(variables).length,
};
if (known.beforeTool("get_order_0", args).kind !== "allow")
  throw new Error("what is measured is a call that is allowed");
await report((count) => {
  for (let index = 0; index < count; index += 1) kept += operations[operation](ids[index % ids.length]);
});
