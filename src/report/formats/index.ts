import { sayHuman, type Paint } from "./human.ts";
import { sayJson } from "./json.ts";
import { sayMarkdown } from "./markdown.ts";
import type { Report } from "../report.ts";

export type FormatName = "human" | "markdown" | "json";

interface Format {
  /** The ending of a file that wants this format (`-o report.md`). */
  readonly ending: string;
  readonly say: (report: Report, paint: Paint, width: number) => string;
}

export const formats: Readonly<Record<FormatName, Format>> = {
  human: { ending: ".txt", say: sayHuman },
  markdown: { ending: ".md", say: sayMarkdown },
  json: { ending: ".json", say: sayJson },
};
