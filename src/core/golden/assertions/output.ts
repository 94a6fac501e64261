import { isJsonObject, type Json, sameJson } from "../../json.ts";
import { matchesSchema } from "../../schema/validate.ts";
import type { OutputCheck, SingleCheck } from "../check-schema.ts";
import { type Assertion, verdict } from "../verdict.ts";

export const output: Assertion = {
  name: "output",
  purpose: "The final answer is as expected.",
  judge({ task, answer }) {
    const got = sayOutput(answer.output);
    return (task.invariants.expect?.output ?? []).map((check) =>
      verdict("output", holds(check, answer.output), JSON.stringify(check), clip(got)),
    );
  },
};

export const said: Assertion = {
  name: "said",
  purpose: "Everything the agent said, over all turns, is as expected.",
  judge({ task, answer }) {
    const checks = task.invariants.expect?.said ?? [];
    if (answer.transcript === null) {
      return checks.map((check) => verdict("said", false, JSON.stringify(check), "the runner returned no transcript"));
    }
    const text = answer.transcript
      .flatMap(({ role, content }) => (role === "assistant" && content !== "" ? [content] : []))
      .join("\n");
    return checks.map((check) => verdict("said", holds(check, text), JSON.stringify(check), clip(text)));
  },
};

export const outputSchema: Assertion = {
  name: "output_schema",
  purpose: "A finished run answers as the contract's output schema promises.",
  judge({ contract, answer }) {
    if (contract.output === null || answer.stop_reason !== "finish") return [];
    return [
      verdict(
        "output_schema",
        matchesSchema(contract.output.schema, answer.output),
        "an answer that fits output.schema",
        clip(sayOutput(answer.output)),
      ),
    ];
  },
};

function holds(check: OutputCheck, value: Json): boolean {
  return "any" in check ? check.any.some((one) => holdsAll(one, value)) : holdsAll(check, value);
}

/** Everything that a check names must hold, of the part that its path names. A part that is missing fails. */
function holdsAll(check: SingleCheck, value: Json): boolean {
  const { path, schema, ...texts } = check;
  const part = path === undefined ? value : at(path, value);
  if (part === undefined || (schema !== undefined && !matchesSchema(schema, part))) return false;
  return Object.entries(texts).every(([name, wanted]) =>
    name.startsWith("not-") ? !says(name.slice("not-".length), wanted, part) : says(name, wanted, part),
  );
}

/** By the names people know from other tools. */
function says(name: string, wanted: Json, part: Json): boolean {
  const text = sayOutput(part);
  switch (name) {
    case "equals":
      // A text is compared as it is read; a number is not the text that looks like it.
      return typeof part === "string" && typeof wanted === "string"
        ? wanted.trim() === part.trim()
        : sameJson(wanted, part);
    case "contains":
      return text.includes(String(wanted));
    case "icontains":
      return text.toLowerCase().includes(String(wanted).toLowerCase());
    case "starts_with":
      return text.trimStart().startsWith(String(wanted));
    case "regex":
      return new RegExp(String(wanted), "u").test(text);
    default:
      throw new TypeError(`there is no check ${name}`);
  }
}

function at(path: string, value: Json): Json | undefined {
  let part: Json | undefined = value;
  for (const [, field, index] of path.matchAll(/\.([A-Za-z_]\w*)|\[(\d+)\]/g)) {
    if (field !== undefined) part = isJsonObject(part) && Object.hasOwn(part, field) ? part[field] : undefined;
    else part = Array.isArray(part) ? part[Number(index)] : undefined;
  }
  return part;
}

function sayOutput(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function clip(text: string): string {
  if (text.trim() === "") return "nothing";
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
