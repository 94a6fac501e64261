/**
 * How one answer of a model ended. The first five are ends; `tools` waits for results of calls (whether
 * there are calls is read from the content, since some providers say "stop" for them), and `paused`
 * is to be asked again with what was said so far.
 */
export type StopMeaning = "finish" | "truncated" | "refused" | "cancelled" | "error" | "tools" | "paused";

/** The stop reasons of one wire format, word for word. What is not in here is unknown, and stays visible. */
export interface StopReasons {
  /** Under which names contracts know who speaks so, in `model.provider`. */
  readonly providers: readonly string[];
  readonly meanings: Readonly<Record<string, StopMeaning>>;
}
