import schema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
import { Ajv } from "ajv";

// The schema is one of draft 4, and uses nothing that later drafts mean otherwise.
const { $schema: _draft, id: _id, ...newer } = schema;
const isUri = (text: string): boolean => URL.canParse(text, "https://base.example/");
const validate = new Ajv({
  strict: false,
  // One pattern of it is none where patterns are Unicode.
  unicodeRegExp: false,
  allErrors: true,
  formats: { uri: isUri, "uri-reference": isUri, "date-time": true },
}).compile(newer);

/** What is wrong with a log, by the schema of SARIF 2.1.0. */
export function sarifFaults(log: unknown): readonly string[] {
  if (validate(log)) return [];
  return (validate.errors ?? []).map(({ instancePath, message = "" }) => `${instancePath} ${message}`);
}
