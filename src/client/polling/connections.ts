import { Agent } from "node:http";
import { Agent as SecureAgent } from "node:https";

/** Connections to one origin, for all clients of this process: a thousand contracts are no thousand connections. */
export interface Connections {
  readonly agent: Agent;
  /** The last one to leave closes them. */
  leave(): void;
}

export function joinConnections({ protocol, origin }: URL): Connections {
  const known = shared.get(origin);
  const group = known ?? { agent: protocol === "https:" ? new SecureAgent(kept) : new Agent(kept), users: 0 };
  shared.set(origin, group);
  group.users += 1;
  let isIn = true;
  return {
    agent: group.agent,
    leave: () => {
      if (!isIn) return;
      isIn = false;
      group.users -= 1;
      if (group.users > 0) return;
      shared.delete(origin);
      group.agent.destroy();
    },
  };
}

const shared = new Map<string, { readonly agent: Agent; users: number }>();

/** What hangs holds up no more than itself; what is idle is not kept for all. */
const kept = { keepAlive: true, maxSockets: 32, maxFreeSockets: 2 } as const;
