import { join } from "node:path";
import type { Agent, AgentOutcome, AgentRequest } from "../../../agents/agent.ts";
import { decodeAnswer } from "../../../agents/protocol.ts";
import { canonicalText } from "../../../core/bundle/canonical.ts";
import { digestOf, hexOf } from "../../../core/bundle/digest.ts";
import { definitionOf } from "../../../core/golden/results/definition.ts";
import type { Json } from "../../../core/json.ts";
import { readBytes, writeBytes } from "../../../world/files.ts";
import type { World } from "../../../world/world.ts";
import type { Project } from "../project.ts";

/**
 * Runs of a base are kept by what was run: it does not change while a pull request does, and costs as much as the run
 * itself. After a week it is asked again, because models behind a name do change.
 *
 * @param commit whose program it is; `null` where a model is asked
 */
export function remember({ clock }: World, { root }: Project, agent: Agent, commit: string | null): Agent {
  return {
    ...agent,
    run: async (request) => {
      const path = join(root, ".promptctl", "base", "runs", `${keyOf(request, agent, commit)}.json`);
      const known = await recall(path, clock.now());
      if (known !== null) return known;
      const outcome = await agent.run(request);
      // Only what cost something and will not change is worth a file; a full disk takes nothing away from the run.
      if (outcome.kind === "answer") await writeBytes(path, encode(clock.now(), outcome)).catch(() => undefined);
      return outcome;
    },
  };
}

function keyOf({ bundle, task, repeat }: AgentRequest, { name, mode }: Agent, commit: string | null): string {
  return hexOf(digestOf(canonicalText([bundle, definitionOf(task), repeat, name, mode, commit])));
}

/** Milliseconds in which what a base did is taken for what it does. */
export const keptFor = 7 * 24 * 60 * 60 * 1_000;

async function recall(path: string, now: Date): Promise<AgentOutcome | null> {
  const bytes = await readBytes(path);
  if (bytes === null) return null;
  const [at = "", answer = ""] = new TextDecoder().decode(bytes).split("\n");
  const age = now.getTime() - Date.parse(at);
  const decoded = decodeAnswer(answer);
  return age >= 0 && age < keptFor && "answer" in decoded
    ? { kind: "answer", answer: decoded.answer, earlier: at }
    : null;
}

function encode(at: Date, { answer }: Extract<AgentOutcome, { kind: "answer" }>): Uint8Array {
  return new TextEncoder().encode(`${at.toISOString()}\n${JSON.stringify(answer as unknown as Json)}\n`);
}
