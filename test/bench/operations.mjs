/**
 * One operation again and again, in a process of its own, which tells how long one took: nanoseconds, the best of
 * several rounds, since whatever else a machine does only ever adds.
 */
export async function report(operation, { count: usually = 200_000, rounds: most = 7 } = {}) {
  const isShort = process.env.BENCH_SHORT !== undefined;
  const [count, rounds] = isShort ? [Math.min(usually, 1_000), 1] : [usually, most];
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await operation(count);
    times.push(((performance.now() - start) * 1e6) / count);
  }
  process.stdout.write(`${Math.min(...times)}\n`);
  process.exit(0);
}

/** The same ids for everybody. */
export const ids = Array.from({ length: 1_000 }, (_, index) => `session-${(index * 7_919).toString(36)}-${index}`);
