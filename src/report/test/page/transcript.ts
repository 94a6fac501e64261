import type { AgentAnswer, AskedCall, Call, Said, Tokens } from "../../../core/run/record.ts";
import type { Json } from "../../../core/json.ts";
import { count, thousands } from "../../../core/text.ts";
import { lineBreak, type Markup, markup } from "../../html/markup.ts";

/** A conversation as it went, each tool call with what was asked, decided and answered. */
export function sayConversation({ transcript, calls, output }: AgentAnswer): Markup {
  if (transcript === null || transcript.length === 0) return sayCallsAlone(calls, output);
  const made = new Map((calls ?? []).map((call) => [call.id, call]));
  const shown = new Set(transcript.flatMap((said) => ("calls" in said ? said.calls.map(({ id }) => id) : [])));
  const turns = turnsOf(transcript, made);
  return markup`<ol class="talk">
    ${transcript.map((said, at) => saySaid(said, turns[at] ?? null, made, shown))}
  </ol>`;
}

/** Without a transcript there are still the calls, and what came of it all. */
function sayCallsAlone(calls: AgentAnswer["calls"], output: Json): Markup {
  const list =
    calls === null || calls.length === 0
      ? null
      : markup`<ol class="talk">
          ${calls.map((call) => markup`<li class="said assistant">${sayCall(call, call)}</li>${lineBreak}`)}
        </ol>`;
  return markup`<p class="dim">The runner gave no transcript.</p>
    ${list}
    <p class="label">Answer</p>
    ${preOf(sayJson(output))}`;
}

function saySaid(
  said: Said,
  turn: number | null,
  made: ReadonlyMap<string, Call>,
  shown: ReadonlySet<string>,
): Markup | null {
  if (said.role === "tool") {
    const call = made.get(said.call_id);
    // What a call brought stands in the call, where both are known.
    if (call !== undefined && shown.has(said.call_id)) return null;
    return markup`<li class="said tool">
      <p class="who">tool</p>
      ${preOf(said.content)}
    </li>${lineBreak}`;
  }
  const calls = "calls" in said ? said.calls : [];
  const telemetry =
    "tokens" in said || "stop_reason_raw" in said
      ? sayTelemetry(said.tokens ?? null, said.stop_reason_raw ?? null)
      : null;
  return markup`<li class="said ${said.role === "user" ? "user" : "assistant"}">
    <p class="who">
      ${said.role}${turn === null ? null : markup` <span class="dim">turn ${turn + 1}</span>`}${telemetry}
    </p>
    ${said.content === "" ? null : markup`<p class="words">${clipped(said.content)}</p>`}${calls.map((asked) => sayCall(asked, made.get(asked.id) ?? null))}
  </li>${lineBreak}`;
}

function sayCall({ name, arguments: given }: AskedCall | Call, call: Call | null): Markup {
  const decision = call?.decision ?? null;
  const decided = decision === null ? null : markup` <span class="badge ${decision}">${decision}</span>`;
  return markup`<div class="call">
    <p><span class="dim">calls</span> <code>${name}</code>${decided}</p>
    ${preOf(sayJson(given))}${call === null ? markup`<p class="dim">never made</p>` : sayResult(call)}
  </div>`;
}

function sayResult({ error = null, result = null }: Call): Markup {
  if (error !== null) return markup`<p class="bad">✘ ${clipped(error)}</p>`;
  return markup`<p class="label">result</p>
    ${preOf(sayJson(result))}`;
}

function sayTelemetry(tokens: Tokens | null, raw: string | null): Markup {
  const said = [...(tokens === null ? [] : [sayTokens(tokens)]), ...(raw === null ? [] : [`stopped with ${raw}`])];
  return markup` <span class="dim">${said.join(" · ")}</span>`;
}

/** `7,000 in, 500 out, 1,200 cached`. */
export function sayTokens({ input, output, cached, cache_write, reasoning }: Tokens): string {
  const parts: readonly (readonly [number | null, string])[] = [
    [input, "in"],
    [output, "out"],
    [cached, "cached"],
    [cache_write, "written to the cache"],
    [reasoning, "reasoning"],
  ];
  return parts.flatMap(([tokens = null, what]) => (tokens === null ? [] : [`${thousands(tokens)} ${what}`])).join(", ");
}

/**
 * Which message begins which turn, where that is certain: history comes before the first turn, and only calls tell how
 * much of it there is.
 */
function turnsOf(transcript: readonly Said[], made: ReadonlyMap<string, Call>): readonly (number | null)[] {
  let users = 0;
  const counted = transcript.map(({ role }) => (role === "user" ? (users += 1) : users));
  const before = transcript
    .map((said, at) => {
      const call = "calls" in said ? made.get(said.calls[0]?.id ?? "") : undefined;
      return call === undefined ? null : (counted[at] ?? 0) - 1 - call.turn;
    })
    .find((one) => one !== null);
  const history = before ?? (users === 1 ? 0 : null);
  return transcript.map(({ role }, at) => {
    const turn = history === null ? -1 : (counted[at] ?? 0) - 1 - history;
    return role === "user" && turn >= 0 ? turn : null;
  });
}

/** A result of a megabyte is on disk; nobody reads it here. */
const most = 8_000;

function clipped(text: string): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most)}… (${count(text.length - most, "character")} more)`;
}

/** What may be higher than its box takes the focus, so that keys can move it; of what fits there are thousands. */
export function preOf(text: string): Markup {
  const shown = clipped(text);
  const lines = shown.split("\n").reduce((sum, line) => sum + 1 + line.length / 30, 0);
  return lines < 16 ? markup`<pre>${shown}</pre>` : markup`<pre tabindex="0">${shown}</pre>`;
}

/** Short values on one line, others as people lay them out. */
export function sayJson(value: Json | undefined): string {
  if (typeof value === "string") return value;
  const short = JSON.stringify(value) ?? "";
  return short.length <= 80 || short.length > 100_000 ? short : JSON.stringify(value, null, 2);
}
