/** All contracts of a published folder in memory: by clients that serve them, or as nobody can avoid it. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { connect } from "../../../../dist/library/client.js";

const [operation, folder] = process.argv.slice(2);
const contracts = await readdir(join(folder, "labels"));
const json = async (...path) => JSON.parse(await readFile(join(folder, ...path), "utf8"));
const kept = [];
for (const contract of contracts) {
  if (operation === "promptctl") {
    const client = await connect({ source: `file:${folder}`, contract, label: "staging" });
    kept.push([client, client.open("s").system({ customer_name: "Ada" })]);
  } else {
    const pointer = await json("labels", contract, "staging.json");
    kept.push([pointer, await json("bundles", `${pointer.current.slice(7)}.json`)]);
  }
}
if (kept.length !== contracts.length) throw new Error("not all are there");
process.exit(0);
