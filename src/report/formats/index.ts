import type { Report } from "../report.ts";
import type { Paint } from "./human.ts";

export type FormatName = "human" | "markdown" | "json" | "github" | "sarif" | "junit" | "html" | "webhook";

interface Format {
  /** The endings of files that want this format (`-o report.md`): none where it is for a log. */
  readonly endings: readonly string[];
  /** Loads the format on first use: all of them are a hundred files, and most reports are said in one. */
  load(): Promise<(report: Report, paint: Paint, width: number) => string | Promise<string>>;
}

export const formats: Readonly<Record<FormatName, Format>> = {
  human: { endings: [".txt"], load: async () => (await import("./human.ts")).sayHuman },
  markdown: { endings: [".md"], load: async () => (await import("./markdown.ts")).sayMarkdown },
  json: { endings: [".json"], load: async () => (await import("./json.ts")).sayJson },
  github: { endings: [], load: async () => (await import("./github.ts")).sayGithub },
  sarif: { endings: [".sarif", ".sarif.json"], load: async () => (await import("./sarif.ts")).saySarif },
  junit: { endings: [".junit.xml"], load: async () => (await import("./junit.ts")).sayJunit },
  html: { endings: [".html"], load: async () => (await import("./html.ts")).sayHtml },
  webhook: { endings: [".webhook.json"], load: async () => (await import("./webhook.ts")).sayWebhook },
};

/** A report in one format; a page reads transcripts from disk while it is made. */
export async function sayIn(name: FormatName, report: Report, paint: Paint, width: number): Promise<string> {
  const say = await formats[name].load();
  return say(report, paint, width);
}
