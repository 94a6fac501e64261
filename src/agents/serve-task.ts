import { openDocument } from "../core/bundle/open.ts";
import { playScene, type Scene } from "../core/golden/play.ts";
import type { Moment, Thought } from "../core/golden/thought.ts";
import type { Rendered } from "../core/contract/render.ts";
import { Failure } from "../core/failure.ts";
import { isJsonObject, parseJson } from "../core/json.ts";
import { elapsed } from "../world/clock.ts";

/** The streams of a program that runs one golden task. */
export interface ServeStreams {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly stdout: { write(text: string): unknown };
}

/**
 * The other end of a `command` runner: reads the request from stdin, plays the task with `think`, and
 * writes the answer to stdout. Tools are simulated, guardrails and budgets enforced.
 *
 * @throws Failure USAGE when stdin holds no request
 */
export async function serveTask(
  think: (moment: Moment) => Thought | Promise<Thought>,
  streams: ServeStreams = process,
): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of streams.stdin)
    chunks.push(typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk);
  const request = parseJson(Buffer.concat(chunks).toString("utf8"));
  if (
    !isJsonObject(request) ||
    !isJsonObject(request["bundle"]) ||
    !isJsonObject(request["rendered"]) ||
    !isJsonObject(request["task"])
  ) {
    throw new Failure("USAGE", { message: "stdin holds no request: this program is started by `promptctl test`" });
  }
  const { bundle, rendered, task } = request;
  const answer = await playScene(
    openDocument(bundle),
    rendered as unknown as Rendered,
    task as unknown as Scene,
    timed,
  );
  streams.stdout.write(`${JSON.stringify(answer)}\n`);

  async function timed(moment: Moment): Promise<Thought> {
    const started = elapsed();
    const thought = await think(moment);
    return { seconds: (elapsed() - started) / 1_000, ...thought };
  }
}
