/** Reads some at a time: what is needed only while one is read is not in memory for all of them. */
export async function* inBatches<Item, Result>(
  items: readonly Item[],
  size: number,
  read: (item: Item) => Promise<Result>,
): AsyncGenerator<readonly Result[]> {
  for (let at = 0; at < items.length; at += size) yield Promise.all(items.slice(at, at + size).map(read));
}
