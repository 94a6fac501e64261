import { isJsonObject, type Json } from "../../json.ts";
import { matchesSchema } from "../../schema/validate.ts";
import { textChecks } from "../schema.ts";
import type { OutputCheck } from "../schema.ts";
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
    const text = answer.transcript.flatMap(({ role, content }) => (role === "assistant" ? [content] : [])).join("\n");
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
  if ("any" in check && Array.isArray(check.any)) return check.any.some((one) => holds(one, value));
  if ("path" in check && typeof check.path === "string") {
    const part = at(check.path, value);
    if (part === undefined) return false;
    const { schema, equals } = check as { schema?: Parameters<typeof matchesSchema>[0]; equals?: Json };
    return (
      (schema === undefined || matchesSchema(schema, part)) &&
      (equals === undefined || JSON.stringify(equals) === JSON.stringify(part))
    );
  }
  if ("schema" in check && isJsonObject(check.schema)) return matchesSchema(check.schema, value);
  const text = sayOutput(value);
  const written = check as Readonly<Record<string, string | undefined>>;
  return textChecks.every((name) => {
    const wanted = written[name];
    const unwanted = written[`not-${name}`];
    return (
      (wanted === undefined || textHolds(name, wanted, text)) &&
      (unwanted === undefined || !textHolds(name, unwanted, text))
    );
  });
}

function textHolds(name: (typeof textChecks)[number], wanted: string, text: string): boolean {
  switch (name) {
    case "equals":
      return text.trim() === wanted.trim();
    case "contains":
      return text.includes(wanted);
    case "icontains":
      return text.toLowerCase().includes(wanted.toLowerCase());
    case "starts_with":
      return text.trimStart().startsWith(wanted);
    case "regex":
      return new RegExp(wanted, "u").test(text);
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
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
