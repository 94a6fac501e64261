/** What is still to be written when a process ends by an exception or `process.exit`: one listener, and only while there is anything. */
const waiting = new Set<() => void>();

/**
 * Calls back when the process ends, where only synchronous work is done any more.
 *
 * @returns what cancels it
 */
export function whenProcessEnds(call: () => void): () => void {
  if (waiting.size === 0) process.on("exit", callAll);
  waiting.add(call);
  return () => {
    waiting.delete(call);
    if (waiting.size === 0) process.off("exit", callAll);
  };
}

function callAll(): void {
  for (const call of waiting) {
    try {
      call();
    } catch {
      // Nobody is there any more who could be told.
    }
  }
}
