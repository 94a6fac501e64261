import { sameJson, type Json } from "../../json.ts";
import type { Task } from "../../golden/task.ts";
import { sayList } from "../../text.ts";
import { said } from "../about.ts";
import { callDrifts } from "./calls.ts";
import { checkDrifts } from "./checks.ts";
import type { Drift } from "./drift.ts";
import { limitDrifts } from "./limits.ts";
import type { TaskPair } from "./pairs.ts";

/** Everything in which a task is another one, field by field. */
export function driftsOf(pair: TaskPair): readonly Drift[] {
  return [
    ...quarantineDrift(pair),
    ...securityDrift(pair),
    ...stopReasonDrift(pair),
    ...repeatDrift(pair),
    ...limitDrifts(pair),
    ...callDrifts(pair),
    ...checkDrifts(pair),
    ...situationDrift(pair),
  ];
}

function quarantineDrift({ before: { quarantine: was }, after: { quarantine: is } }: TaskPair): readonly Drift[] {
  if ((was === null) === (is === null)) return [];
  const path = ["quarantine"];
  if (is === null) return [{ path, kind: "stronger", says: "it is out of quarantine, and counts again", about: [] }];
  return [{ path, kind: "weaker", says: `it is in quarantine ("${is}"): it runs, and does not count`, about: [] }];
}

/** A label that demands one kind of evidence does not ask for the other. */
function securityDrift({ before, after }: TaskPair): readonly Drift[] {
  const [was, is] = [before, after].map(({ tags }) => tags.includes("security"));
  if (was === is) return [];
  const says =
    is === true
      ? "it counts as a security task, and no longer among the golden ones"
      : "it is no security task any more";
  return [{ path: ["tags"], kind: is === true ? "other" : "weaker", says, about: [String(is)] }];
}

function stopReasonDrift({ before, after }: TaskPair): readonly Drift[] {
  const [was, is] = [before, after].map(({ invariants: { expect_stop_reason: reasons } }) =>
    reasons === undefined ? null : [reasons].flat(),
  );
  if (was === undefined || is === undefined || sameJson(was?.toSorted() ?? null, is?.toSorted() ?? null)) return [];
  const path = ["expect_stop_reason"];
  const about = [...(was ?? []), "→", ...(is ?? [])];
  if (is === null)
    return [
      { path, kind: "weaker", says: `it may end in any way; it had to end with ${sayList(was ?? [], "or")}`, about },
    ];
  if (was === null) return [{ path, kind: "stronger", says: `it has to end with ${sayList(is, "or")}`, about }];
  const more = is.filter((reason) => !was.includes(reason));
  const says = `it has to end with ${sayList(is, "or")}, and had to with ${sayList(was, "or")}`;
  return [{ path, kind: more.length > 0 ? "weaker" : "stronger", says, about }];
}

/** Fewer runs show a fault less often, whatever share of them has to pass. */
function repeatDrift({ before: { repeat: was }, after: { repeat: is } }: TaskPair): readonly Drift[] {
  if (was.runs === is.runs && was.pass === is.pass) return [];
  const isWeaker = is.runs < was.runs || is.pass / is.runs < was.pass / was.runs;
  const says = `${is.pass} of ${is.runs} runs have to pass, and ${was.pass} of ${was.runs} before`;
  return [
    { path: ["repeat"], kind: isWeaker ? "weaker" : "stronger", says, about: [said({ ...was }), said({ ...is })] },
  ];
}

/** Another question, another world, another person: what it proves is something else. */
function situationDrift({ before, after }: TaskPair): readonly Drift[] {
  const changed = Object.entries(situation).filter(([, of]) => !sameJson(of(before), of(after)));
  if (changed.length === 0) return [];
  const [field = ""] = changed[0] ?? [];
  const about = changed.flatMap(([name, of]) => [name, said(of(after))]);
  const names = changed.map(([name]) => words[name] ?? name);
  return [
    {
      path: [field],
      kind: "other",
      says: `${sayList(names)} ${names.length === 1 ? "is" : "are"} not what ${names.length === 1 ? "it was" : "they were"}`,
      about,
    },
  ];
}

const situation: Readonly<Record<string, (task: Task) => Json>> = {
  turns: ({ turns }) => turns,
  messages: ({ messages }) => messages.map(({ role, content }) => ({ role, content })),
  variables: ({ variables }) => variables,
  environment: ({ environment }) => environment,
  tools: ({ tools }) => JSON.parse(JSON.stringify(tools)),
  on_confirm: ({ on_confirm }) => on_confirm,
  metadata: ({ metadata }) => metadata,
};

const words: Readonly<Record<string, string>> = {
  turns: "what the user says",
  messages: "what was said before",
  tools: "what the simulated tools answer",
  on_confirm: "what the person does who is asked",
};
