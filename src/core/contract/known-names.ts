import { isJsonArray } from "../json.ts";
import { propertiesOf, schemaParts } from "../schema/walk.ts";
import type { Contract } from "./contract.ts";

/** Every name that a contract gives to something that is no tool: in a text, it is that. */
export function namesBesideTools(contract: Contract): ReadonlySet<string> {
  const { variables, tools, output, guardrails, stop_reasons, knowledge } = contract;
  const schemas = [
    ...Object.values(variables),
    ...tools.flatMap(({ input, output: result }) => [input, ...(result === null ? [] : [result])]),
    ...(output === null ? [] : [output.schema]),
  ];
  return new Set([
    contract.name,
    ...Object.keys(variables),
    ...schemas.flatMap(namesIn),
    ...tools.flatMap(({ contract: other, stop_reason }) => [other ?? [], stop_reason ?? []].flat()),
    ...guardrails.map(({ id }) => id),
    ...stop_reasons,
    ...knowledge.map(({ index }) => index),
  ]);
}

/** Fields, and the values that a field may have. */
function namesIn(schema: Contract["variables"][string]): readonly string[] {
  return schemaParts(schema).flatMap(({ schema: part }) => {
    const { enum: values, const: value } = part;
    const said = [...(isJsonArray(values) ? values : []), value];
    return [...Object.keys(propertiesOf(part)), ...said.filter((one) => typeof one === "string")];
  });
}
