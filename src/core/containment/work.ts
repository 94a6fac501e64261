/** Steps, not seconds: the same two schemas get the same verdict on every machine. */
export interface Work {
  /** Whether there was that much left; once there was not, there is nothing left for anyone. */
  spend(steps?: number): boolean;
  /** Whether somebody was refused. */
  readonly ended: boolean;
}

export function newWork(steps: number): Work {
  let left = steps;
  return {
    spend(cost = 1) {
      left -= cost;
      return left >= 0;
    },
    get ended() {
      return left < 0;
    },
  };
}
