import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseDocument } from "yaml";

/** The bare cost: every YAML file below a folder is read and parsed, and nothing is done with it. */
const entries = await readdir(process.argv[2], { recursive: true, withFileTypes: true });
let keys = 0;
for (const { parentPath, name } of entries.filter((entry) => entry.name.endsWith(".yaml"))) {
  const value = parseDocument(await readFile(join(parentPath, name), "utf8")).toJS();
  keys += Object.keys(value).length;
}
if (keys === 0) throw new Error("no file was parsed");
