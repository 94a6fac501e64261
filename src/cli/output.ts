import { isAbsolute, resolve } from "node:path";
import { Failure } from "../core/failure.ts";
import type { FormatName } from "../report/formats/index.ts";
import type { Report } from "../report/report.ts";
import type { GlobalOptions } from "./program.ts";

/** The names of formats, here so that help needs none of them loaded; a test compares the two lists. */
export const formatNames = ["human", "markdown", "json", "github", "sarif", "junit", "html", "webhook"] as const;

/** Where a report goes beside stdout. */
export interface Output {
  readonly file: string;
  readonly format: FormatName;
}

/** @throws Failure USAGE: before any work is done, so that no report is lost to a typing error */
export async function readOutputs({ output }: GlobalOptions, host: NodeJS.Process): Promise<readonly Output[]> {
  if (output.length === 0) return [];
  const { formats } = await import("../report/formats/index.ts");
  const endings = new Map(formatNames.flatMap((name) => formats[name].endings.map((one) => [one, name])));
  return output.map((file) => {
    // Of two endings the longer one says more: `.sarif.json`.
    const [ending] = [...endings.keys()]
      .filter((one) => file.endsWith(one))
      .toSorted((left, right) => right.length - left.length);
    const format = endings.get(ending ?? "");
    if (format !== undefined) return { file: isAbsolute(file) ? file : resolve(host.cwd(), file), format };
    throw new Failure("USAGE", {
      message: `-o ${file}: its ending says no format; known are ${[...endings.keys()].join(", ")}`,
    });
  });
}

/** The report on stdout, and in every file that was asked for. */
export async function writeReport(
  report: Report,
  options: GlobalOptions,
  outputs: readonly Output[],
  host: NodeJS.Process,
): Promise<void> {
  const { sayIn } = await import("../report/formats/index.ts");
  const { painter, wantsColours } = await import("./paint.ts");
  const name = formatNames.find((known) => known === options.format) ?? report.spoken ?? "human";
  const paint = painter(name === "human" && wantsColours(host.stdout, host.env, options.color));
  host.stdout.write(await sayIn(name, report, paint, host.stdout.columns ?? 100));
  if (outputs.length === 0) return;
  const { writeBytes } = await import("../world/files.ts");
  for (const { file, format } of outputs) {
    await writeBytes(file, new TextEncoder().encode(await sayIn(format, report, painter(false), 100)));
  }
}

/** In the files stands why there is no answer. What cannot be written there is said already. */
export async function writeFailure(command: string, failure: Failure, outputs: readonly Output[]): Promise<void> {
  if (outputs.length === 0) return;
  const { sayIn } = await import("../report/formats/index.ts");
  const { sayJsonFailure } = await import("../report/formats/json.ts");
  const { failureReport } = await import("../report/failure.ts");
  const { painter } = await import("./paint.ts");
  const { writeBytes } = await import("../world/files.ts");
  const report = failureReport(command, failure);
  for (const { file, format } of outputs) {
    const said =
      format === "json" ? sayJsonFailure(command, failure) : await sayIn(format, report, painter(false), 100);
    await writeBytes(file, new TextEncoder().encode(said)).catch(() => undefined);
  }
}
