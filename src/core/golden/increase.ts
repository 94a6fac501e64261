/**
 * The most that is no increase beyond what is tolerated.
 *
 * @param before what the base used
 * @param tolerated an amount more, or a percentage like `20%`
 */
export function limitOf(before: number, tolerated: number | string): number {
  return typeof tolerated === "number" ? before + tolerated : before * (1 + Number(tolerated.slice(0, -1)) / 100);
}
