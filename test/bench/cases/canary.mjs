import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { successRate } from "../../../dist/core/statistics/success-rate.js";
import { scenarios } from "../canary/scenarios.mjs";

/**
 * `analyze` on simulated ramps that are looked at every five minutes: how often it rolls back what does what is tolerated,
 * and how soon it finds what does not, beside a rank test that is repeated and a Kayenta-style judge of the same runs.
 */
export const canaryCase = {
  name: "canary",
  async prepare(_, { short }) {
    const names = Object.keys(scenarios);
    // The first has all judges, the last has none but ours.
    const chosen = short ? [names[0], names.at(-1)] : names;
    const tasks = chosen.flatMap((name) =>
      Array.from({ length: short ? 1 : scenarios[name].ramps }, (_unused, at) => ({
        name,
        seed: 1_000 + at,
        check: at < 2,
      })),
    );
    const answers = await simulate(tasks);
    const simulated = chosen.map((name) => {
      const results = answers.filter((answer) => answer.name === name).map(({ result }) => result);
      return { scenario: name, ramps: results.length, rows: rowsOf(name, results) };
    });
    const days =
      "2,000 sessions a day, at 5 %, 25 % and 50 % for a day each, or at 5 % until it is found; looked at every 5 minutes";
    return { title: `ramps that are simulated: ${days}`, simulated, say: () => simulated.flatMap(sayScenario) };
  },
};

/** Each worker takes the next ramp as soon as it has finished one: seeds belong to ramps, so that who did it is no matter. */
async function simulate(tasks) {
  const left = [...tasks];
  const answers = [];
  const work = () =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL("../canary/worker.mjs", import.meta.url));
      const next = () => {
        const task = left.pop();
        if (task === undefined) worker.terminate().then(resolve, reject);
        else worker.postMessage(task);
      };
      worker.on("error", reject).on("message", (answer) => {
        answers.push(answer);
        next();
      });
      next();
    });
  await Promise.all(Array.from({ length: Math.min(left.length, availableParallelism()) }, work));
  return answers;
}

function rowsOf(name, results) {
  if (scenarios[name].advances) {
    const reached = ["25 %", "50 %", "100 %"].map((weight, at) => ({
      judge: `promptctl, default policy: ${weight}`,
      ...rowOf(results.map(({ left }) => left[at] ?? null)),
    }));
    return [
      ...reached,
      { judge: "promptctl, default policy: back to 0 %", ...rowOf(results.map(({ failed }) => failed)) },
    ];
  }
  return Object.keys(scenarios[name].judges).map((judge) => ({
    judge,
    ...rowOf(results.map((result) => result[judge])),
  }));
}

/** How often, with an interval; and of those when: what is not found has no time. */
function rowOf(found) {
  const hits = found.filter((one) => one !== null);
  return {
    share: successRate({ successes: hits.length, trials: found.length }),
    sessions: spread(hits.map(({ sessions }) => sessions)),
    hours: spread(hits.map(({ hours }) => hours)),
  };
}

/** Median with its 95 % interval by order statistics, and the 90th percentile. */
function spread(values) {
  if (values.length === 0) return null;
  const sorted = values.toSorted((one, other) => one - other);
  const at = (place) => sorted[Math.max(0, Math.min(sorted.length - 1, Math.round(place)))];
  const [middle, half] = [(sorted.length - 1) / 2, 0.98 * Math.sqrt(sorted.length)];
  return { median: at(middle), low: at(middle - half), high: at(middle + half), p90: at(0.9 * (sorted.length - 1)) };
}

function sayScenario({ scenario, ramps, rows }) {
  const heads = [
    "",
    scenarios[scenario].advances ? "reached" : "rolled back",
    "canary sessions until then",
    "hours until then",
  ];
  return [
    `  ${scenario} (${ramps} ramps)`,
    `    ${heads[0].padEnd(44)} ${heads[1].padStart(22)}   ${heads[2].padEnd(30)} ${heads[3]}`,
    ...rows.map(({ judge, share, sessions, hours }) => {
      const points = (part) => (100 * part).toFixed(1);
      const often = `${points(share.estimate)} % (${points(share.low)}–${points(share.high)})`;
      return `    ${judge.padEnd(44)} ${often.padStart(22)}   ${saySpread(sessions, 0).padEnd(30)} ${saySpread(hours, 1)}`.trimEnd();
    }),
  ];
}

function saySpread(values, digits) {
  if (values === null) return "";
  const [median, low, high, p90] = [values.median, values.low, values.high, values.p90].map((one) =>
    one.toFixed(digits),
  );
  return `${median} (${low}–${high}), 90 %: ${p90}`;
}
