import { connect } from "../../../../dist/library/client.js";
import { ids, report } from "../../operations.mjs";

const [operation, folder, contract = "agent-00000", template = ""] = process.argv.slice(2);
const client = await connect({ source: `file:${folder}`, contract, label: "staging", interval: 3_600_000 });
const known = client.open("any");
const variables = { customer_name: "Ada", tier: "gold" };
const args = { order_id: "1234" };
let kept = 0;

const operations = {
  open: (id) => client.open(id).promptId.length,
  "open-and-before-tool": (id) => client.open(id).beforeTool("get_order_0", args).kind.length,
  system: () => known.system(variables).length,
};
if (operation.includes("tool") && known.beforeTool("get_order_0", args).kind !== "allow")
  throw new Error("what is measured is a call that is allowed");
if (
  template !== "" &&
  known.system(variables) !== template.replace("{{customer_name}}", "Ada").replace("{{tier}}", "gold")
)
  throw new Error("what is measured is the same text");
await report((count) => {
  for (let index = 0; index < count; index += 1) kept += operations[operation](ids[index % ids.length]);
});
