/** `null` where nobody knows. */
export type Truth = boolean | null;

export function together<Part>(parts: readonly Part[], truthOf: (part: Part) => Truth): Truth {
  let truth: Truth = true;
  for (const part of parts) {
    const next = truthOf(part);
    if (next === false) return false;
    if (next === null) truth = null;
  }
  return truth;
}

export function turned(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

export function both(left: Truth, right: () => Truth): Truth {
  if (left === false) return false;
  const truth = right();
  return truth === false ? false : left === null ? null : truth;
}

export function either(left: Truth, right: () => Truth): Truth {
  return turned(both(turned(left), () => turned(right())));
}
