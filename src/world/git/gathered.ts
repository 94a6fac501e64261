/** Questions of one moment become one: asking git costs a process, whatever the number of questions. */
export function gathered<Answer>(
  askAll: (keys: readonly string[]) => Promise<ReadonlyMap<string, Answer>>,
): (key: string) => Promise<Answer | undefined> {
  let batch: Batch<Answer> | null = null;
  return async (key) => {
    batch ??= openBatch(askAll, () => (batch = null));
    const { keys, answers } = batch;
    keys.add(key);
    return (await answers).get(key);
  };
}

interface Batch<Answer> {
  readonly keys: Set<string>;
  readonly answers: Promise<ReadonlyMap<string, Answer>>;
}

function openBatch<Answer>(
  askAll: (keys: readonly string[]) => Promise<ReadonlyMap<string, Answer>>,
  close: () => void,
): Batch<Answer> {
  const keys = new Set<string>();
  const answers = new Promise<void>((resolve) => void setImmediate(resolve)).then(() => {
    close();
    return askAll([...keys]);
  });
  return { keys, answers };
}
