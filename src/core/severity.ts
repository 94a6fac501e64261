/** From harmless to harmful. What cannot be proven safe is dangerous. */
export const severityLevels = ["safe", "dangerous", "breaking"] as const;

export type SeverityLevel = (typeof severityLevels)[number];

/** Whom a change reaches: conversations that are open, those to come, and code that reads or is called. */
export const audiences = ["inFlight", "newSessions", "downstream"] as const;

export type Audience = (typeof audiences)[number];

export type Severity = Readonly<Record<Audience, SeverityLevel>>;

export function worst(levels: readonly SeverityLevel[]): SeverityLevel {
  return levels.reduce((left, right) => (exceeds(right, left) ? right : left), "safe");
}

export function worstOf(severity: Severity): SeverityLevel {
  return worst(audiences.map((audience) => severity[audience]));
}

export function exceeds(level: SeverityLevel, limit: SeverityLevel): boolean {
  return severityLevels.indexOf(level) > severityLevels.indexOf(limit);
}
