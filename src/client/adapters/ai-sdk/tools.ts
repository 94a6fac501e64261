import type { Tool } from "../../../core/contract/contract.ts";
import { Failure } from "../../../core/failure.ts";
import type { JsonObject } from "../../../core/json.ts";
import { argumentsSchema } from "../../../core/provider/schema.ts";
import { sayList } from "../../../core/text.ts";
import type { Session } from "../../session/session.ts";
import type { Stop } from "../../session/withdrawal.ts";

/** A function, a tool of the SDK with one, or, where a provider has the tool itself, its tool of the SDK as it is. */
export type HostTools = Readonly<Record<string, ((args: never, options: never) => unknown) | object>>;

type Execute = (args: JsonObject, options: CallOptions) => unknown;

interface CallOptions {
  readonly toolCallId: string;
}

/** What the tools of one run share. */
export interface Guard {
  /** Ids of calls that a person agreed to. */
  readonly approved: ReadonlySet<string>;
  readonly stop: (next: Stop) => Stop;
  readonly stopped: () => Stop;
}

/**
 * The contract's tools as the SDK takes them, with the host's functions behind the checkpoint.
 *
 * @throws Failure USAGE where a tool has no function
 */
export function toolSet(session: Session, tools: readonly Tool[], host: HostTools, guard: Guard): object {
  const missing = tools.filter(({ name }) => !Object.hasOwn(host, name)).map(({ name }) => name);
  if (missing.length > 0)
    throw new Failure("USAGE", {
      message: `nothing carries out ${sayList(missing)} of ${session.contract.name}`,
      hint: "give a function for each under `tools`; for a provider's own tool, the SDK's",
    });
  const oneByOne = queue();
  return Object.fromEntries(
    tools.map((tool) => {
      const own = host[tool.name];
      return [tool.name, tool.provider_tool === null ? guarded(session, tool, executeOf(own), guard, oneByOne) : own];
    }),
  );
}

function guarded(
  session: Session,
  { name, description, input }: Tool,
  execute: Execute,
  guard: Guard,
  oneByOne: Queue,
): object {
  return {
    description,
    inputSchema: asSchema(argumentsSchema(input)),
    // It is asked about again when the answer is there: an approval that is not needed any more is refused by the SDK.
    needsApproval: (args: JsonObject, { toolCallId }: CallOptions) => {
      if (guard.approved.has(toolCallId)) return true;
      if (guard.stopped() !== null || !session.needsConfirmation(name, args)) return false;
      session.beforeTool(name, args);
      return true;
    },
    // What one call brings may decide about the next: they are carried out one after the other.
    execute: (args: JsonObject, options: CallOptions) =>
      oneByOne(async () => {
        const before = guard.stopped();
        if (before !== null) throw new Error(notMade);
        const isApproved = guard.approved.has(options.toolCallId);
        const checked = isApproved ? session.approve(name, args) : session.beforeTool(name, args);
        switch (checked.kind) {
          case "stop":
            guard.stop(checked);
            throw new Error(notMade);
          case "deny":
            throw new Error(checked.message);
          case "confirm":
            throw new Error("A person has to confirm this call first.");
          case "allow":
            return carryOut(session, name, guard, () => execute(checked.arguments, options));
        }
      }),
  };
}

const notMade = "This call was not made: the run ended before it.";

async function carryOut(session: Session, name: string, { stop }: Guard, call: () => unknown): Promise<unknown> {
  try {
    const result = await call();
    stop(session.afterTool(name, true));
    return result;
  } catch (error) {
    session.afterTool(name, false);
    throw error;
  }
}

function executeOf(own: HostTools[string] | undefined): Execute {
  if (typeof own === "function") return own as Execute;
  const execute: unknown = own !== undefined && "execute" in own ? own.execute : null;
  if (typeof execute === "function") return execute.bind(own) as Execute;
  throw new Failure("USAGE", { message: "a tool is neither a function nor has `execute`", hint: "see README.md" });
}

/** What the SDK's own `jsonSchema()` makes. It validates nothing here: the checkpoint does. */
function asSchema(schema: JsonObject): object {
  return { [Symbol.for("vercel.ai.schema")]: true, jsonSchema: schema, validate: undefined, _type: undefined };
}

type Queue = (task: () => Promise<unknown>) => Promise<unknown>;

function queue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const next = last.then(task);
    last = next.catch(() => undefined);
    return next;
  };
}
