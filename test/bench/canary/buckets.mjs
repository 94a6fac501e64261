import { amounts, distributions, sorted } from "./seen.mjs";

const metrics = [...amounts, "error"];
const width = 300;

/**
 * Means over five minutes of the canary's runs, and of as many runs of the current bundle: of its sessions so many are
 * taken as the canary has, by lot.
 */
export function buckets() {
  const open = { base: new Map(), head: new Map() };
  const means = Object.fromEntries(metrics.map((name) => [name, { base: sorted(), head: sorted() }]));
  return {
    add(run) {
      const { isHead, weight, lot } = run.session;
      if (!isHead && lot > weight / (1 - weight)) return;
      const side = isHead ? "head" : "base";
      const key = Math.floor(run.at / width);
      const sums = open[side].get(key) ?? { runs: 0, tokens: 0, tool_calls: 0, spend_usd: 0, error: 0 };
      open[side].set(key, sums);
      for (const name of metrics) {
        if (sums.runs > 0) means[name][side].remove(sums[name] / sums.runs);
        sums[name] += Number(run[name]);
        means[name][side].add(sums[name] / (sums.runs + 1));
      }
      sums.runs += 1;
    },
    series: () =>
      Object.fromEntries(
        metrics.map((name) => {
          const { base, head } = distributions(means[name]);
          return [name, { base: base.values, head: head.values }];
        }),
      ),
  };
}
