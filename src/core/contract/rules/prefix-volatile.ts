import { isJsonArray, type JsonObject } from "../../json.ts";
import type { AuthoredContract } from "../read.ts";
import type { ContractRule } from "../rule.ts";
import { aboutTokens, sayAbout, toolsSize } from "../size.ts";
import { usedNames } from "../template/names.ts";
import { parseTemplate } from "../template/parse.ts";
import { textsIn, type WrittenText } from "../texts.ts";

export const prefixVolatile: ContractRule = {
  id: "PREFIX_VOLATILE",
  level: "warning",
  purpose:
    "What changes with every conversation stands behind what never does: providers cache a prompt up to the first character that differs.",
  remedy: "Move the sentence with the variable to the end of the system text.",
  judge(authored) {
    const { written, contract } = authored;
    const texts = textsIn(written).filter(({ kind }) => kind === "system");
    const total = texts.reduce((sum, { text }) => sum + text.length, 0);
    if (aboutTokens(total) < leastCached) return [];
    const tools = toolsSize(contract.tools);
    let before = 0;
    for (const text of texts) {
      const name = firstVolatile(text, authored);
      if (name !== null) {
        const ahead = before + name.offset;
        const lost = aboutTokens(total - ahead);
        const cached = aboutTokens(tools + ahead);
        const matters = lost >= leastCached && (cached < leastCached || clocks.test(name.name));
        return matters ? [fault(text, name, lost)] : [];
      }
      before += text.text.length;
    }
    return [];
  },
};

/**
 * The shortest prefix that is cached at all. OpenAI, "Prompt caching": "available for prompts containing 1024 tokens
 * or more"; Anthropic, "Prompt caching", "Cache limitations": 1024 for most models, more for the small ones.
 */
const leastCached = 1024;

/** Other with every request, not only with every customer. */
const clocks =
  /(?:^|_)(?:date|time|timestamp|now|today|datetime|clock|uuid|guid|nonce|request|trace|session|conversation)(?:_|$)/i;

interface Place {
  readonly name: string;
  readonly offset: number;
}

/** The first use of a variable with many values; what a label says is the same for all that it serves. */
function firstVolatile({ text, literal }: WrittenText, { written }: AuthoredContract): Place | null {
  if (literal || !text.includes("{{")) return null;
  const used = usedNames(parseTemplate(text).nodes, written.variables);
  return (
    used
      .filter(({ name }) => {
        const [first = ""] = name.split(".");
        return first !== "environment" && !hasFewValues(written.variables[first]);
      })
      .toSorted((left, right) => left.offset - right.offset)[0] ?? null
  );
}

function hasFewValues(schema: JsonObject | undefined): boolean {
  if (schema === undefined) return false;
  const { enum: values, const: value, type } = schema;
  return type === "boolean" || value !== undefined || (isJsonArray(values) && values.length <= few);
}

const few = 8;

function fault({ path }: WrittenText, { name, offset }: Place, lost: number) {
  return {
    path,
    offset,
    message: `{{${name}}} differs from conversation to conversation, so ${sayAbout(lost)} tokens behind it are paid in full in each`,
    hint: "say it at the end of the system text: what stands before it is read from the cache",
    about: [name],
  };
}
