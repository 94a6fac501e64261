import type { Json, JsonObject } from "../../json.ts";
import { matchesSchema } from "../../schema/validate.ts";
import { clip } from "../../text.ts";
import type { OutputCheck } from "../check-schema.ts";
import { asText } from "../checks.ts";
import { type Spoken, lastTurn, spokenIn } from "../turns.ts";
import { type Assertion, type Judged, type Verdict, verdict } from "../verdict.ts";
import { weigh } from "../weigh.ts";

export const output: Assertion = {
  name: "output",
  purpose: "The final answer is as expected.",
  judge(run) {
    const checks = run.task.invariants.expect?.output ?? [];
    if (checks.length === 0) return [];
    const turn = lastTurn(run.task, run.answer);
    return checks.map((check) => verdictOf("output", check, run.answer.output, run, turn));
  },
};

export const said: Assertion = {
  name: "said",
  purpose: "Everything the agent said, over all turns, is as expected.",
  judge(run) {
    const checks = run.task.invariants.expect?.said ?? [];
    if (checks.length === 0) return [];
    const spoken = spokenIn(run.task, run.answer);
    if (spoken === null) {
      return checks.map((check) => verdict("said", false, JSON.stringify(check), "the runner returned no transcript"));
    }
    const text = textOf(spoken);
    // What was answered was said: a transcript without it is not the whole one. A run that something else ended has
    // an output that says what that was.
    if (run.answer.stop_reason === "finish" && text === "" && asText(run.answer.output ?? "").trim() !== "")
      return checks.map((check) => verdict("said", false, JSON.stringify(check), "the transcript holds no answer"));
    return checks.map((check) => {
      const turn = turnAgainst(check, spoken, run);
      return verdictOf("said", check, turn?.text ?? text, run, turn?.turn ?? null, text);
    });
  },
};

export const outputSchema: Assertion = {
  name: "output_schema",
  purpose: "A finished run answers as the contract's output schema promises.",
  judge({ task, contract, answer }) {
    if (contract.output === null || answer.stop_reason !== "finish") return [];
    return [
      verdict(
        "output_schema",
        fitsSchema(contract.output.schema, answer.output),
        "an answer that fits output.schema",
        clip(asText(answer.output)),
        lastTurn(task, answer),
      ),
    ];
  },
};

/** @param shown what is shown where the check fails, where that is less than what was judged */
function verdictOf(
  invariant: string,
  check: OutputCheck,
  shown: Json,
  { opinions }: Judged,
  turn: number | null,
  judged: Json = shown,
): Verdict {
  const { holds, found } = weigh(check, judged, opinions);
  const expected = JSON.stringify(check);
  if (holds === "unknown") return { invariant, status: "not measured", expected, got: found, turn };
  return verdict(invariant, holds === "yes", expected, shown === judged ? found : clip(asText(shown)), turn);
}

/** The first answer that says what must not be said. */
function turnAgainst(check: OutputCheck, spoken: readonly Spoken[], { opinions }: Judged): Spoken | null {
  if ("any" in check || !Object.keys(check).every(isForbidding)) return null;
  return spoken.find(({ text }) => text !== "" && weigh(check, text, opinions).holds === "no") ?? null;
}

function isForbidding(name: string): boolean {
  return name.startsWith("not-");
}

function textOf(spoken: readonly Spoken[]): string {
  return spoken.flatMap(({ text }) => (text === "" ? [] : [text])).join("\n");
}

/** A schema that cannot be asked promises nothing that could be kept. */
function fitsSchema(schema: JsonObject, value: Json): boolean {
  try {
    return matchesSchema(schema, value);
  } catch {
    return false;
  }
}
