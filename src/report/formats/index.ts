import type { Report } from "../report.ts";
import { sayGithub } from "./github.ts";
import { sayHtml } from "./html.ts";
import { sayHuman, type Paint } from "./human.ts";
import { sayJson } from "./json.ts";
import { sayJunit } from "./junit.ts";
import { sayMarkdown } from "./markdown.ts";
import { saySarif } from "./sarif.ts";
import { sayWebhook } from "./webhook.ts";

export type FormatName = "human" | "markdown" | "json" | "github" | "sarif" | "junit" | "html" | "webhook";

interface Format<Said extends string | Promise<string> = string> {
  /** The endings of files that want this format (`-o report.md`): none where it is for a log. */
  readonly endings: readonly string[];
  readonly say: (report: Report, paint: Paint, width: number) => Said;
}

/** A page reads transcripts from disk while it is made. */
type Formats = Readonly<Record<Exclude<FormatName, "html">, Format> & Record<"html", Format<Promise<string>>>>;

export const formats: Formats = {
  human: { endings: [".txt"], say: sayHuman },
  markdown: { endings: [".md"], say: sayMarkdown },
  json: { endings: [".json"], say: sayJson },
  github: { endings: [], say: sayGithub },
  sarif: { endings: [".sarif", ".sarif.json"], say: saySarif },
  junit: { endings: [".junit.xml"], say: sayJunit },
  html: { endings: [".html"], say: sayHtml },
  webhook: { endings: [".webhook.json"], say: sayWebhook },
};
