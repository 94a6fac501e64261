import { parentPort } from "node:worker_threads";
import { buckets } from "./buckets.mjs";
import { scenarios } from "./scenarios.mjs";
import { seen } from "./seen.mjs";
import { day, hour, runsOfRamp } from "./traffic.mjs";

const every = 300;
const weights = [0.05, 0.25, 0.5];
const bake = 1_800;

parentPort.on("message", ({ name, seed, check }) => {
  const scenario = scenarios[name];
  parentPort.postMessage({ name, result: scenario.advances ? advance(scenario, seed) : watch(scenario, seed, check) });
});

/** Looks every five minutes, and writes down when each judge would have rolled back; nobody listens to it. */
function watch(scenario, seed, check) {
  const runs = runsOfRamp(seed, scenario);
  const known = seen(scenario.stages);
  const inBuckets = buckets();
  const judges = Object.entries(scenario.judges).map(([name, make]) => ({ name, judge: make(), failed: null }));
  let next = 0;
  for (let now = every; now <= scenario.days * day; now += every) {
    const before = next;
    for (; next < runs.length && runs[next].at <= now; next += 1) {
      known.add(runs[next]);
      inBuckets.add(runs[next]);
    }
    // Who looks at the same again answers the same again.
    if (next === before) continue;
    let series;
    for (const one of judges) {
      if (one.failed !== null) continue;
      if (one.judge.look(known, () => (series ??= inBuckets.series())).fails)
        one.failed = { hours: now / hour, sessions: known.sessions.head };
    }
    if (judges.every(({ failed }) => failed !== null)) break;
  }
  if (check) for (const { judge } of judges) judge.check?.(known);
  return Object.fromEntries(judges.map(({ name, failed }) => [name, failed]));
}

/** The ramp goes on as soon as everything passes: hours until each weight was left, and when it was rolled back. */
function advance(scenario, seed) {
  const runs = runsOfRamp(seed, scenario);
  const known = seen(scenario.stages);
  const [judge] = Object.values(scenario.judges).map((make) => make());
  const left = [];
  let since = 0;
  let next = 0;
  for (let now = every; now <= scenario.days * day && left.length < weights.length; now += every) {
    for (; next < runs.length && runs[next].at <= now; next += 1) {
      const { session } = runs[next];
      // Drawn when it was opened: what both sides do is the same here, so that only now it matters.
      if (session.opened === runs[next].at) {
        session.stage = left.length;
        session.isHead = session.drawn < weights[left.length];
      }
      known.add(runs[next]);
    }
    const { fails, passes } = judge.look(known);
    if (fails) return { failed: { hours: now / hour, sessions: known.sessions.head }, left };
    if (passes && now - since >= bake) {
      left.push({ hours: now / hour, sessions: known.sessions.head });
      since = now;
    }
  }
  return { failed: null, left };
}
