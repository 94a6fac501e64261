/** One part of a run that is divided between machines. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

/** @returns `null` where the text is no shard: `2/4` is one */
export function readShard(text: string): Shard | null {
  const [, index, of] = /^\s*(\d{1,5})\s*\/\s*(\d{1,5})\s*$/.exec(text) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  return shard.index >= 1 && shard.index <= shard.of ? shard : null;
}

export function sayShard({ index, of }: Shard): string {
  return `${index}/${of}`;
}

/** Every n-th item: neighbours in a file are alike, and so each shard gets its part of what is slow. */
export function partOf<Item>(items: readonly Item[], { index, of }: Shard): readonly Item[] {
  return items.filter((_, at) => at % of === index - 1);
}
