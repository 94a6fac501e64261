/** The same thing measured on two sides: in trials that have nothing to do with each other, or in pairs. */
export type Samples<Value> =
  | { readonly kind: "trials"; readonly base: readonly Value[]; readonly head: readonly Value[] }
  | { readonly kind: "pairs"; readonly pairs: readonly Pair<Value>[] };

export interface Pair<Value> {
  readonly base: Value;
  readonly head: Value;
}

export function sidesOf<Value>(samples: Samples<Value>): Pair<readonly Value[]> {
  if (samples.kind === "trials") return samples;
  const { pairs } = samples;
  return { base: pairs.map(({ base }) => base), head: pairs.map(({ head }) => head) };
}

/** Each side by its own function, which is told the position of a trial or of a pair. */
export function mapSides<Value, Mapped>(
  samples: Samples<Value>,
  ofBase: (value: Value, index: number) => Mapped,
  ofHead: (value: Value, index: number) => Mapped,
): Samples<Mapped> {
  if (samples.kind === "trials")
    return { kind: "trials", base: samples.base.map(ofBase), head: samples.head.map(ofHead) };
  const pairs = samples.pairs.map(({ base, head }, index) => ({
    base: ofBase(base, index),
    head: ofHead(head, index),
  }));
  return { kind: "pairs", pairs };
}
