import type { Contract } from "../../contract/contract.ts";
import { coreStopReasons } from "../../contract/stop-reasons.ts";
import type { JsonObject } from "../../json.ts";
import type { RunRecord } from "../../run/records/schema.ts";
import { count, sayList, someOf } from "../../text.ts";
import { brokenBounds } from "./bounds.ts";
import { conversationOf } from "./conversation.ts";
import { simulationOf } from "./simulation.ts";
import { variablesFor } from "./variables.ts";

/** A golden task out of a run, as it is written, and what a person has to know about it. */
export interface IncidentTask {
  readonly task: JsonObject;
  /** What the run did, in one line. */
  readonly about: string;
  /** What was guessed or left out, and what is still to decide, in sentences. */
  readonly toDo: readonly string[];
}

export interface Incident {
  readonly run: RunRecord;
  /** All records that are there: an earlier turn of the session may be among them. */
  readonly records: readonly RunRecord[];
  readonly contract: Contract;
  readonly id: string;
  readonly incident: string | null;
  /** Values of variables that other tasks of the contract give; those of the file's defaults need not be said again. */
  readonly variables: JsonObject;
  readonly defaults: JsonObject;
}

/** @returns `null` where the record holds no transcript */
export function incidentTask(incident: Incident): IncidentTask | null {
  const { run, records, contract, id } = incident;
  const conversation = conversationOf(run, records);
  if (conversation === null) return null;
  const { turns, messages, calls, missing } = conversation;
  const { tools, writes, onConfirm, refused } = simulationOf(calls, contract);
  const bounds = brokenBounds(run, calls, contract, Math.max(1, turns.length));
  const endedWell = endings(contract).includes(run.stop_reason) && bounds.says.length === 0 && run.error === null;
  const variables = variablesFor(incident);
  const [input] = turns;
  const task: JsonObject = {
    id,
    ...(incident.incident === null ? {} : { incident: incident.incident }),
    ...(messages.length === 0 ? {} : { messages: messages.map((message) => ({ ...message })) }),
    ...(input === undefined ? {} : turns.length === 1 ? { input } : { turns }),
    ...(Object.keys(variables.values).length === 0 ? {} : { variables: variables.values }),
    ...environmentOf(run),
    ...(Object.keys(tools).length === 0 ? {} : { tools }),
    ...(onConfirm === null ? {} : { on_confirm: onConfirm }),
    expect_stop_reason: endings(contract).includes(run.stop_reason) ? run.stop_reason : "finish",
    ...bounds.limits,
    // Of a run that was cut short nobody knows what it would have changed.
    ...(endedWell || writes.length > 0 ? { expect: { writes } } : {}),
  };
  const toDo = [
    ...(endedWell
      ? ["the run ended as the contract has it: say in `expect:` what must be otherwise, or the task passes as it did"]
      : []),
    ...(writes.length > 0
      ? [`\`writes:\` is what the run changed (${count(writes.length, "call")}): mend it where that was the fault`]
      : []),
    ...(missing > 0
      ? [
          `${count(missing, "earlier turn")} of the session ${missing === 1 ? "is" : "are"} not among the records: the task begins after ${missing === 1 ? "it" : "them"}`,
        ]
      : []),
    ...(variables.guessed.length > 0
      ? [`the record holds no variables: look at ${sayList(variables.guessed)} under \`variables:\``]
      : []),
    ...(refused.length > 0 ? [`not simulated, because it is refused now: ${someOf(refused, 3)}`] : []),
    ...(turns.length === 0 && contract.messages.at(-1)?.role !== "user"
      ? ["the transcript holds nothing that a user said: add `input:`"]
      : []),
  ];
  return { task, about: aboutOf(run, bounds.says), toDo };
}

/** How a run of the contract may end without a fault. */
function endings({ stop_reasons, tools }: Contract): readonly string[] {
  const own = [...stop_reasons, ...tools.flatMap((tool) => tool.stop_reason ?? [])];
  return [
    "finish",
    "needs_confirmation",
    ...own.filter((reason) => !(coreStopReasons as readonly string[]).includes(reason)),
  ];
}

function aboutOf({ run_id, at, prompt_id, label, stop_reason, outcome }: RunRecord, broken: readonly string[]): string {
  const where = [prompt_id, label].filter((part) => part !== null).join(", ");
  return [
    `Run ${run_id}${at === null ? "" : ` of ${at.slice(0, 10)}`}${where === "" ? "" : ` (${where})`}: ${stop_reason}`,
    ...broken,
    ...(outcome === null ? [] : [`outcome ${typeof outcome === "string" ? outcome : JSON.stringify(outcome)}`]),
  ]
    .join("; ")
    .replaceAll(/\s+/g, " ");
}

function environmentOf({ environment }: RunRecord): JsonObject {
  if (environment === null) return {};
  const known = typeof environment === "string" ? { name: environment } : (environment as JsonObject);
  return known["name"] === "test" && Object.keys(known).length === 1 ? {} : { environment: known };
}
