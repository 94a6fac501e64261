import { Failure } from "../core/failure.ts";
import type { Json } from "../core/json.ts";
import { isTraces } from "../core/run/otlp/span.ts";
import { openTraces } from "../core/run/otlp/traces.ts";
import { openValues, type RecordSink } from "../core/run/records/values.ts";
import { openBytes } from "./records/bytes.ts";
import { type RecordSource, sourcesNamed } from "./records/sources.ts";
import type { World } from "./world.ts";

export interface NamedSink extends Pick<RecordSink, "skip"> {
  /** @param source `null` for what came from a trace, which is of no one line */
  take(value: Json, source: RecordSource | null): void;
}

/**
 * Reads run records from files, globs and `-`, which is what is piped in: JSON Lines, compressed by gzip or not, and
 * traces as OTLP JSON. Whatever their size, a piece of a few megabytes is held at a time. Returns what was read.
 *
 * @param named as people name them, relative to the folder where they are; a file counts once
 * @throws Failure NO_RECORDS where one is not there, or a glob matches nothing; USAGE for what is no file
 * @throws Failure READ_FAILED, INTERRUPTED
 */
export async function readRecordLines(
  named: readonly string[],
  { cwd, signal }: Pick<World, "cwd" | "signal">,
  sink: NamedSink,
): Promise<readonly RecordSource[]> {
  const sources = await sourcesNamed(named, cwd);
  const traces = openTraces((record) => sink.take(record, null));
  for (const source of sources) {
    const values = openValues({
      take: (value) => {
        if (isTraces(value)) traces.add(value);
        else sink.take(value, source);
      },
      skip: sink.skip,
    });
    for await (const bytes of openBytes(source, signal)) {
      if (signal.aborted) throw new Failure("INTERRUPTED", {});
      values.add(bytes);
    }
    values.end();
  }
  traces.end();
  return sources;
}
