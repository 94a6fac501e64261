import { amounts } from "./seen.mjs";

const metrics = [...amounts, "error"];
const width = 300;

/**
 * Means over five minutes of the canary's runs, and of as many runs of the current bundle: of its sessions so many are
 * taken as the canary has, by lot.
 */
export function buckets() {
  const sides = { base: new Map(), head: new Map() };
  return {
    add(run) {
      const { isHead, weight, lot } = run.session;
      if (!isHead && lot > weight / (1 - weight)) return;
      const side = sides[isHead ? "head" : "base"];
      const key = Math.floor(run.at / width);
      let sums = side.get(key);
      if (sums === undefined) side.set(key, (sums = { runs: 0, tokens: 0, tool_calls: 0, spend_usd: 0, error: 0 }));
      sums.runs += 1;
      for (const name of metrics) sums[name] += Number(run[name]);
    },
    series: () =>
      Object.fromEntries(metrics.map((name) => [name, { base: means(sides.base, name), head: means(sides.head, name) }])),
  };
}

function means(side, name) {
  return Float64Array.from(side.values(), (sums) => sums[name] / sums.runs).sort();
}
