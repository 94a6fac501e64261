import type { Path } from "../../place.ts";
import { shortJson } from "../../text.ts";
import { sayValue } from "../../schema/words/value.ts";
import { said } from "../about.ts";
import { type Judgement, type Rule, severity } from "../rule.ts";
import type { SchemaDiff } from "../schema/schema-diff.ts";
import { levelOf } from "../schema/tell.ts";
import { promptSeverity } from "../text/prompt.ts";
import { type VariableChange, variableChanges } from "../text/variables.ts";

export const variableRequiredAdded: Rule = {
  id: "VAR_REQUIRED_ADDED",
  purpose: "The application has to give a variable that it did not have to give.",
  incident: "A prompt went out with one variable more, and every conversation failed until the application followed.",
  judge(comparison) {
    return variableChanges(comparison, "came", "default went")
      .filter(({ is }) => is?.["default"] === undefined)
      .map((variable) => ({
        ...row(
          variable,
          variable.what === "came"
            ? `the variable ${variable.name} is new and has no default: an application that does not give it gets an error, and open conversations refuse it`
            : `the variable ${variable.name} has no default any more: an application that does not give it gets an error`,
        ),
        // What an application gives to all its conversations, those on the old contract do not know.
        severity: severity(variable.what === "came" ? "dangerous" : "safe", "breaking", "breaking"),
        wayOut: `give ${variable.name} a default until the application gives it to the conversations that declare it`,
      }));
  },
};

export const variableOptionalAdded: Rule = {
  id: "VAR_OPTIONAL_ADDED",
  purpose: "A variable is new or has a default now: the application may leave it out.",
  incident: "The false alarm to avoid: nobody has to do anything.",
  judge(comparison) {
    return variableChanges(comparison, "came", "default came").map((variable) => ({
      ...row(
        variable,
        `the variable ${variable.name} is ${variable.what === "came" ? "new, and" : "optional now:"} ${shortJson(variable.is?.["default"])} where nothing is given`,
      ),
      severity: severity("safe", "safe", "safe"),
    }));
  },
};

export const variableRemoved: Rule = {
  id: "VAR_REMOVED",
  purpose: "A variable is not declared any more.",
  incident: "The application went on giving what the prompt had no place for.",
  judge(comparison) {
    return variableChanges(comparison, "went").map((variable) => ({
      ...row(variable, `the variable ${variable.name} is gone: an application that still gives it gets an error`),
      severity: severity(variable.was?.["default"] === undefined ? "dangerous" : "safe", "breaking", "breaking"),
      wayOut: `keep ${variable.name} declared until the application gives each conversation what its contract declares`,
    }));
  },
};

export const variableTypeChanged: Rule = {
  id: "VAR_TYPE_CHANGED",
  purpose: "A variable does not take every value any more that it took.",
  incident: "A date became a timestamp; the application gave dates, and the prompt was never rendered again.",
  judge: ({ schemas }) =>
    schemas
      .filter(({ surface, kept }) => surface.kind === "variable" && kept.kind !== "safe")
      .map((diff) => {
        const { name, before, after } = diff.surface;
        const harm =
          diff.kept.kind === "broken"
            ? "what applications give may be refused"
            : "it is not proven that it still takes what applications give";
        return {
          ...schemaRow(
            diff,
            `the variable ${name} is declared as ${sayValue(after)}, and was ${sayValue(before)}: ${harm}`,
          ),
          severity: severity("safe", levelOf(diff.kept), levelOf(diff.kept)),
          wayOut: `let ${name} take the old values too, until every application gives the new ones`,
          witness:
            diff.kept.kind === "broken"
              ? { value: diff.kept.witness, says: `this value of ${name} was taken, and is refused now` }
              : null,
        };
      }),
};

export const variableTypeWidened: Rule = {
  id: "VAR_TYPE_WIDENED",
  purpose: "A variable takes all values that it took, and others too.",
  incident: "The false alarm to avoid: nobody has to do anything.",
  judge: ({ schemas }) =>
    schemas
      .filter(
        ({ surface, kept, known }) => surface.kind === "variable" && kept.kind === "safe" && known?.kind !== "safe",
      )
      .map((diff) => {
        const { name, before, after } = diff.surface;
        return {
          ...schemaRow(
            diff,
            `the variable ${name} is declared as ${sayValue(after)}, and was ${sayValue(before)}: it takes every value that it took`,
          ),
          severity: severity("safe", "safe", "safe"),
        };
      }),
};

export const variableDefaultChanged: Rule = {
  id: "VAR_DEFAULT_CHANGED",
  purpose: "Where the application gives nothing, the prompt says something else.",
  incident: "The default tier went from basic to gold, and everybody was offered refunds at once.",
  judge(comparison) {
    return variableChanges(comparison, "default").map((variable) => ({
      ...row(
        variable,
        `${variable.name} is ${shortJson(variable.is?.["default"])} where nothing is given, and was ${shortJson(variable.was?.["default"])}`,
      ),
      severity: promptSeverity(comparison, "dangerous", "safe"),
    }));
  },
};

export const variableDescriptionChanged: Rule = {
  id: "VAR_DESC_CHANGED",
  purpose: "What people are told about a variable has other words; no model reads it.",
  incident: "None: told so that a report says everything that changed.",
  judge(comparison) {
    return variableChanges(comparison, "notes").map((variable) => ({
      ...row(variable, `the description of the variable ${variable.name} has other words`),
      severity: severity("safe", "safe", "safe"),
    }));
  },
};

function row({ name, changes, was, is }: VariableChange, message: string): Omit<Judgement, "severity"> {
  const path: Path = ["variables", name];
  return { path, message, claims: changes, about: [said(was), said(is)] };
}

function schemaRow(
  { surface: { path, changes, before, after } }: SchemaDiff,
  message: string,
): Omit<Judgement, "severity"> {
  return { path, message, claims: changes, about: [said(before), said(after)] };
}
