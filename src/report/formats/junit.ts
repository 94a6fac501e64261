import { sayPlace } from "../../core/place.ts";
import { suitesOf } from "../junit/suites.ts";
import { type Element, element } from "../junit/xml.ts";
import { mostSevereFirst } from "../most-severe.ts";
import type { Report } from "../report.ts";

/**
 * JUnit's XML in the dialect that CI systems share: https://github.com/testmoapp/junitxml. Golden tasks are its tests;
 * any other command is one test, so that a CI shows its answer beside them.
 */
export function sayJunit(report: Report): string {
  const root = report.tested === undefined ? suiteOf(report) : suitesOf(report.tested, report.verdict);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.join("\n")}\n`;
}

function suiteOf({ command, answer, verdict, notices = [] }: Report): Element {
  const told = mostSevereFirst(notices).map(({ rule, message, place }) => {
    return `${place === null ? "" : `${sayPlace(place)}: `}${rule}: ${message}`;
  });
  const counts = { tests: 1, failures: answer === "no" ? 1 : 0, errors: answer === "unknown" ? 1 : 0, skipped: 0 };
  const said = told.join("\n");
  const outcome: readonly Element[] =
    answer === "no" || answer === "unknown"
      ? [element(answer === "no" ? "failure" : "error", { message: verdict, type: command }, said)]
      : answer === "stopped"
        ? [element("skipped", { message: verdict })]
        : [];
  const skipped = answer === "stopped" ? 1 : 0;
  const name = `promptctl ${command}`;
  return element("testsuites", { name, ...counts, skipped }, [
    element("testsuite", { name, ...counts, skipped }, [
      element("testcase", { name: command, classname: "promptctl" }, outcome),
    ]),
  ]);
}
