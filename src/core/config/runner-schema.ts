import { z } from "zod";
import { field, filledText, form, patterned } from "../shape/pieces.ts";

const headerValue = z.union([
  form(patterned(/^[\t -~]*$/, "text of one line"), "text"),
  form(
    z.strictObject({
      env: field(
        patterned(/^[A-Za-z_]\w*$/, "the name of an environment variable"),
        "The environment variable that holds the value: a key is never in the file.",
        "AGENT_KEY",
      ),
    }),
    "{ env: NAME }",
  ),
]);

const httpSchema = z.strictObject({
  url: field(
    patterned(/^https?:\/\/[^\s/?#@]+(?:[/?#]\S*)?$/, "an http or https address without a password in it"),
    "Where the request is posted to.",
    "https://agent.example.com/golden",
  ),
  headers: field(
    z.record(patterned(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, "the name of a header"), headerValue).optional(),
    "Headers of the request: text, or the name of an environment variable.",
    { Authorization: { env: "AGENT_KEY" } },
  ),
});

/** How an agent is reached that runs golden tasks. */
export const runnerSchema = z.union([
  form(
    z.strictObject({
      command: field(
        z.tuple([filledText()], z.string()),
        "A program and its arguments: it gets the task as one JSON document on stdin, and answers with one on stdout.",
        ["node", "agent.mjs"],
      ),
    }),
    "{ command: [program, …] }",
  ),
  form(
    z.strictObject({
      http: field(httpSchema, "A service: it gets the task as one JSON document, and answers with one.", {
        url: "https://agent.example.com/golden",
      }),
    }),
    "{ http: { url } }",
  ),
  form(
    z.strictObject({
      model: field(z.strictObject({}), "The model of the contract itself, without a program of yours.", {}),
    }),
    "{ model: {} }",
  ),
]);
