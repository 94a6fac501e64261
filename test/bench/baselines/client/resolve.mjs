/** Which bundle a session gets, from a pointer in memory: a ramp of five percent, and its bundles by digest. */
import { chooseBundle } from "../../../../dist/core/label/route.js";
import { ids, report } from "../../operations.mjs";

const [current, young] = ["a", "b"].map((digit) => `sha256:${digit.repeat(64)}`);
const pointer = { current, ramp: { bundle: young, weight: 500, salt: "r-7" }, halted: null, revoked: [] };
const bundles = new Map([
  [current, { system: "old" }],
  [young, { system: "young" }],
]);
let kept = 0;
await report((count) => {
  for (let index = 0; index < count; index += 1)
    kept += bundles.get(chooseBundle(pointer, ids[index % ids.length]).digest).system.length;
});
