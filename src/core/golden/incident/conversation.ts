import type { Message } from "../../contract/contract.ts";
import { isJsonObject, type Json, type JsonObject, parseJson } from "../../json.ts";
import type { RecordedSaid, RunRecord } from "../../run/records/schema.ts";

/** A call as it happened. */
export interface HappenedCall {
  readonly name: string;
  readonly arguments: JsonObject;
  /** `null` where nobody wrote down what came of it. */
  readonly came: { readonly result: Json } | { readonly error: string } | null;
  readonly decision: "allow" | "confirm" | "deny" | null;
}

/** What was said and called up to the end of a run, as a golden task can say it again. */
export interface Conversation {
  /** History that is told and not played. */
  readonly messages: readonly Message[];
  /** What the user says, turn by turn. */
  readonly turns: readonly string[];
  readonly calls: readonly HappenedCall[];
  /** Turns of the session before it that nobody has. */
  readonly missing: number;
}

/**
 * The conversation of a run; `null` where its record holds no transcript. A transcript tells the whole conversation,
 * or only the run's own turn: then the earlier runs of its session tell the rest, where they are there too.
 */
export function conversationOf(run: RunRecord, records: readonly RunRecord[]): Conversation | null {
  const own = run.transcript;
  if (own === null) return null;
  const before = own.filter(isUser).length > 1 ? [] : earlierRuns(run, records);
  const told = [...before, run];
  const said = told.flatMap(({ transcript }) => transcript ?? []);
  const missing = own.filter(isUser).length > 1 ? 0 : Math.max(0, (run.turn ?? 0) - before.length);
  return { ...splitAt(said), calls: told.flatMap(callsOf), missing };
}

function earlierRuns(
  { session, turn, contract, run_id }: RunRecord,
  records: readonly RunRecord[],
): readonly RunRecord[] {
  if (session === null || turn === null) return [];
  const known = new Map<number, RunRecord>();
  for (const record of records) {
    if (record.session !== session || record.contract !== contract || record.run_id === run_id) continue;
    if (record.turn !== null && record.turn < turn && record.transcript !== null) known.set(record.turn, record);
  }
  return [...known].toSorted(([left], [right]) => left - right).map(([, record]) => record);
}

/** Turns with calls are played again, because a history of messages cannot tell of calls. */
function splitAt(said: readonly RecordedSaid[]): Pick<Conversation, "messages" | "turns"> {
  const first = said.findIndex(isUser);
  const last = said.findLastIndex(isUser);
  if (last === -1) return { messages: messagesIn(said), turns: [] };
  const isPlayed = said.slice(0, last).some(({ role, calls }) => role === "tool" || (calls ?? []).length > 0);
  return {
    messages: messagesIn(said.slice(0, isPlayed ? first : last)),
    turns: said.slice(isPlayed ? first : last).flatMap((one) => (isUser(one) ? [one.content ?? ""] : [])),
  };
}

function messagesIn(said: readonly RecordedSaid[]): readonly Message[] {
  return said.flatMap(({ role, content }) =>
    (role === "user" || role === "assistant") && content !== null && content !== "" ? [{ role, content }] : [],
  );
}

function isUser({ role }: RecordedSaid): boolean {
  return role === "user";
}

/** The calls that the record lists, and those of earlier turns that only its transcript tells. */
function callsOf({ calls, transcript }: RunRecord): readonly HappenedCall[] {
  const listed = new Set((calls ?? []).flatMap(({ id }) => id ?? []));
  const results = new Map(
    (transcript ?? []).flatMap(({ call_id, content }) => (call_id === null ? [] : [[call_id, content]])),
  );
  const told = (transcript ?? [])
    .flatMap((said) => said.calls ?? [])
    .filter(({ id }) => !listed.has(id))
    .flatMap(({ id, name, arguments: written }): readonly HappenedCall[] => {
      const args = typeof written === "string" ? parseJson(written) : written;
      const content = results.get(id);
      const came = content === undefined ? null : { result: content === null ? null : (parseJson(content) ?? content) };
      return isJsonObject(args) ? [{ name, arguments: args, came, decision: null }] : [];
    });
  const written = (calls ?? []).map(({ name, arguments: args, result, error, decision }): HappenedCall => {
    return { name, arguments: args, came: error === null ? { result } : { error }, decision };
  });
  // A record with a list of its own lists all of its calls: what only the transcript tells comes from before.
  return [...told, ...written];
}
