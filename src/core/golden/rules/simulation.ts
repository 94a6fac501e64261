import { type Contract, type Tool, toolNamed, toolNameOf } from "../../contract/contract.ts";
import type { Path } from "../../place.ts";
import type { Fault } from "../../rule.ts";
import { expectedCalls, toolOf } from "../expectations.ts";
import { matchesPartially } from "../match.ts";
import type { GoldenRule, JudgedTask } from "../rule.ts";
import type { Simulated } from "../schema.ts";
import type { Task } from "../task.ts";

export const goldenSimulation: GoldenRule = {
  id: "GOLDEN_SIMULATION",
  level: "warning",
  purpose: "Every simulated result can come about, and says one thing: a result or an error.",
  remedy:
    "The first entry that matches answers: put the particular above the general. `after` waits for a call that succeeds.",
  judge(judged) {
    const { task, contract } = judged;
    const can = toolsThatSucceed(task, contract);
    const faults = entriesOf(task).flatMap((entry) => [
      ...bothOrNeither(entry),
      ...unreachable(entry, task, contract),
      ...waitsForEver(entry, can, contract),
    ]);
    return [...faults, ...impossibleWrites(judged, can)].map((fault) => ({
      ...fault,
      message: `the task ${task.id}: ${fault.message}`,
    }));
  },
};

interface EntryAt {
  readonly tool: string;
  readonly index: number;
  readonly entry: Simulated;
  readonly path: Path;
}

function entriesOf({ tools }: Task): readonly EntryAt[] {
  return Object.entries(tools).flatMap(([tool, entries]) =>
    entries.map((entry, index) => ({ tool, index, entry, path: ["tools", tool, index] })),
  );
}

function bothOrNeither({ tool, index, entry, path }: EntryAt): readonly Fault[] {
  const about = [tool, String(index), "result"];
  const [returns, fails] = [entry.return !== undefined, entry.error !== undefined];
  if (returns && fails) {
    const message = `${tool} cannot return something and fail at once`;
    return [{ path: [...path, "error"], message, hint: "keep `return` or `error`", about }];
  }
  if (returns || fails) return [];
  const message = `${tool} says neither what it returns nor how it fails`;
  return [{ path, message, hint: "add `return:` (null is a value) or `error:`", about }];
}

/** Entries of one tool stand in one row, whichever of its names they stand under. */
function unreachable({ tool, index, entry, path }: EntryAt, task: Task, contract: Contract): readonly Fault[] {
  const nameOf = (name: string): string => toolNameOf(contract, name);
  const wait = ({ after }: Simulated): string | null => (after === undefined ? null : nameOf(after));
  const row = Object.entries(task.tools).flatMap(([name, list]) => (nameOf(name) === nameOf(tool) ? list : []));
  const first = row
    .slice(0, row.indexOf(entry))
    .find(
      (before) =>
        before.times === undefined &&
        wait(before) === wait(entry) &&
        matchesPartially(before.args ?? {}, entry.args ?? {}),
    );
  if (first === undefined) return [];
  const message = `this entry of ${tool} never answers: one above it answers the same calls`;
  return [
    { path, message, hint: "move it up, or give the one above `args:` or `times:`", about: [tool, String(index)] },
  ];
}

function waitsForEver(
  { tool, index, entry, path }: EntryAt,
  can: ReadonlySet<string>,
  contract: Contract,
): readonly Fault[] {
  const { after } = entry;
  if (after === undefined || !isSimulated(toolNamed(contract, after)) || can.has(toolNameOf(contract, after)))
    return [];
  const message = `this entry of ${tool} waits for ${after}, and no call of ${after} succeeds here`;
  const hint = `simulate a \`return\` of ${after} that does not wait, or take \`after\` out`;
  return [{ path: [...path, "after"], message, hint, about: [tool, String(index), after] }];
}

/** The tools with a result, of which at least one does not wait for something that never comes. */
function toolsThatSucceed(task: Task, contract: Contract): ReadonlySet<string> {
  const can = new Set<string>();
  const results = entriesOf(task).filter(({ entry }) => entry.error === undefined);
  for (let grown = true; grown;) {
    const before = can.size;
    for (const { tool, entry } of results) {
      if (entry.after === undefined || can.has(toolNameOf(contract, entry.after))) can.add(toolNameOf(contract, tool));
    }
    grown = can.size > before;
  }
  return can;
}

/** What a provider runs answers by itself; and an unknown tool has a rule of its own. */
function isSimulated(tool: Tool | null): boolean {
  return tool !== null && tool.provider_tool === null;
}

/** Where nothing is simulated, the runner may have tools of its own. */
function impossibleWrites({ task, contract }: JudgedTask, can: ReadonlySet<string>): readonly Fault[] {
  if (Object.keys(task.tools).length === 0) return [];
  const told = new Set<string>();
  return expectedCalls(task).flatMap(({ list, pattern, path }) => {
    const name = toolNameOf(contract, toolOf(pattern));
    if ((list !== "writes" && list !== "order") || !isSimulated(toolNamed(contract, name))) return [];
    if (can.has(name) || told.has(name)) return [];
    told.add(name);
    const message = `${name} has to succeed, and the task simulates no result of it`;
    return [{ path, message, hint: `add under \`tools:\` ${name}: [{ return: … }]`, about: [list, name] }];
  });
}
