import { promptId } from "../../core/bundle/digest.ts";
import type { Contract, Model } from "../../core/contract/contract.ts";
import type { Json } from "../../core/json.ts";
import { sayWeight } from "../../core/label/policy.ts";
import type { Service } from "../../core/label/service.ts";
import { sayLiteral } from "../../core/schema/words/literal.ts";
import { count, thousands } from "../../core/text.ts";
import { type Cell, toned } from "../report.ts";

interface Facts {
  readonly contract: Contract;
  readonly owner: string | null;
  readonly service: Service | null;
}

/** Who owns it, through what it speaks, what it knows, and whom it serves. */
export function factItems({ contract, owner, service }: Facts): readonly Cell[] {
  return [
    ...(owner === null ? [] : [`Owner: ${owner}`]),
    ...(service === null ? [] : sayService(service)),
    `Model: ${sayModel(contract.model)}`,
    ...contract.knowledge.map(({ index, version }) => `Knowledge: written for "${index}" as of ${version}`),
    `Conversations: ${
      contract.sessions.on_change === "pin"
        ? "each keeps this contract to its end, also when a newer one is released"
        : "an open one moves on to a newer contract where that is safe"
    }`,
    contract.sessions.attended
      ? "Confirmations: somebody is there to give them"
      : toned("warn", "Confirmations: nobody is there to give them"),
  ];
}

function sayService({ pointer, since, moves }: Service): readonly Cell[] {
  const { label, contract, actor, serial, ramp, halted, reason } = pointer;
  const why = reason === null ? "" : `: ${reason}`;
  return [
    `On ${label} since ${since.slice(0, 10)}, by ${actor.replace(/ <.*/, "")} (serial ${serial})${why}`,
    ...(moves > 1
      ? [toned("warn", `${label} moved ${moves} times on that day: this is what it served at the end of it`)]
      : []),
    ...(ramp === null
      ? []
      : [`${sayWeight(ramp.weight)} of new conversations get ${promptId(contract, ramp.bundle)} instead`]),
    ...(halted === null ? [] : [toned("bad", `Halted by ${halted.by.replace(/ <.*/, "")}: ${halted.reason}`)]),
  ];
}

function sayModel({ provider, name, ...settings }: Model): string {
  const said = Object.entries(settings).map(([setting, value]) => (words.get(setting) ?? otherwise)(value, setting));
  return [`${name} by ${provider}`, ...said].join("; ");
}

const otherwise = (value: Json, setting: string): string => `${setting.replaceAll("_", " ")}: ${sayLiteral(value)}`;

const words = new Map<string, (value: Json, setting: string) => string>([
  ["temperature", (value) => `${sayVariation(Number(value))} in its wording (temperature ${String(value)})`],
  [
    "max_output_tokens",
    (value) =>
      `answers of at most ${count(Number(value), "token")} (about ${thousands(Math.round((Number(value) * 3) / 40) * 10)} words)`,
  ],
  ["reasoning_effort", (value) => `thinks with ${String(value)} effort before it answers`],
  ["reasoning_tokens", (value) => `thinks for at most ${count(Number(value), "token")} before it answers`],
]);

function sayVariation(temperature: number): string {
  if (temperature <= 0.3) return temperature === 0 ? "hardly any variation" : "little variation";
  return temperature <= 0.8 ? "some variation" : "much variation";
}
