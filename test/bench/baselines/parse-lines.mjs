/** Every line of a file through JSON.parse, and nothing else: the least that a reader of JSON Lines does. */
import { openSync, readSync } from "node:fs";

const file = openSync(process.argv[2], "r");
const buffer = Buffer.allocUnsafe(1024 * 1024);
let rest = "";
let records = 0;
for (let length = readSync(file, buffer); length > 0; length = readSync(file, buffer)) {
  const lines = (rest + buffer.latin1Slice(0, length)).split("\n");
  rest = lines.pop() ?? "";
  for (const line of lines) {
    JSON.parse(line);
    records += 1;
  }
}
process.stderr.write(`${records}\n`);
