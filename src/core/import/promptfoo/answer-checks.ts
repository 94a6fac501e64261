import { isJsonObject, parseJson } from "../../json.ts";
import { type Asserted, isScalar, scalar } from "./asserted.ts";
import type { Checks } from "./checks.ts";

/** With a schema, as YAML has it or as text, or without. */
export function jsonText(check: string, { value, inverse }: Asserted): Partial<Checks> | string {
  const schema = typeof value === "string" ? (parseJson(value) ?? value) : value;
  if (schema !== null && !isJsonObject(schema)) return "its schema cannot be read: write it as `json:`";
  if (!inverse) return { output: [{ [check]: schema ?? true }] };
  return schema === null ? { output: [{ [`not-${check}`]: true }] } : "no JSON that fits is said in no one check here";
}

/** So many letters that may be otherwise are a share of them here. */
export function nearly({ value, threshold, inverse }: Asserted): Partial<Checks> | string {
  return scalar(value, (text) => {
    const share = 1 - (threshold ?? 5) / text.length;
    if (share <= 0) return "it lets every letter be another";
    return { output: [{ [inverse ? "not-similar" : "similar"]: { text, threshold: Math.floor(share * 100) / 100 } }] };
  });
}

export function judged({ value, threshold, inverse }: Asserted): Partial<Checks> | string {
  if (inverse) return "a judge is asked what must be so: turn the sentence round";
  return scalar([value].flat().filter(isScalar).join("\n"), (text) => ({
    output: [{ rubric: threshold === null ? text : { text, threshold } }],
  }));
}

/** Nearness of embeddings is about meaning, and so is a judge. */
export function meansTheSame({ value, inverse }: Asserted): Partial<Checks> | string {
  const texts = [value].flat().filter(isScalar).map(String);
  if (inverse || texts.length === 0) return "only what it must mean is asked here";
  const rubrics = texts.map((text) => ({ rubric: `It means the same as: ${text}` }));
  return { output: rubrics.length === 1 ? rubrics : [{ any: rubrics }] };
}
