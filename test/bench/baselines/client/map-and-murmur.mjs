import MurmurHash3 from "imurmurhash";
import { ids, report } from "../../operations.mjs";

const bundles = new Map([
  ["current", { system: "old" }],
  ["ramp", { system: "young" }],
]);
let kept = 0;
await report((count) => {
  for (let index = 0; index < count; index += 1) {
    const bucket = Math.floor((MurmurHash3(`r-7\0${ids[index % ids.length]}`).result() * 10_000) / 2 ** 32);
    kept += bundles.get(bucket < 500 ? "ramp" : "current").system.length;
  }
});
