import { sayList } from "../../text.ts";
import type { ContractRule } from "../rule.ts";
import { foreignSyntax } from "../template/foreign-text.ts";
import { misusedNames, usedNames } from "../template/names.ts";
import { parseTemplate, type Template, type TemplateFault } from "../template/parse.ts";
import { templatesIn } from "../texts.ts";

export const templateFault: ContractRule = {
  id: "TEMPLATE_FAULT",
  alone: true,
  level: "law",
  purpose: "Templates are well formed: what cannot be rendered never reaches a model as raw text.",
  remedy: "Mend the tag; text that is meant as it stands is a file with `literal: true`.",
  judge({ written }) {
    return templatesIn(written).flatMap(({ path, text }) => {
      const template = parseTemplate(text);
      // A tag that is none of ours is one fault, whatever it names.
      const said = new Set(template.faults.map(({ offset }) => offset));
      const misused = misusedNames(template.nodes, written.variables)
        .filter(({ offset }) => !said.has(offset))
        .slice(0, most);
      return [...template.faults, ...misused, ...leftOpen(template)].map((fault) => ({ path, ...fault }));
    });
  },
};

export const templateForeign: ContractRule = {
  id: "TEMPLATE_FOREIGN",
  alone: true,
  level: "warning",
  purpose: "What reads like a tag is one: the syntax of Jinja, ERB, a shell or Python reaches the model as plain text.",
  remedy: "Write it in the template language of contracts; text that shows templates is a file with `literal: true`.",
  judge({ written }) {
    const names = [...Object.keys(written.variables), "environment.name"];
    return templatesIn(written).flatMap(({ path, text }) =>
      foreignSyntax(text, names).map(({ offset, source, message, hint }) => ({
        path,
        offset,
        message,
        hint,
        about: [source],
      })),
    );
  },
};

export const variableUndeclared: ContractRule = {
  id: "VARIABLE_UNDECLARED",
  level: "law",
  purpose: "A template uses declared variables, `environment.name`, and nothing else.",
  remedy: "Declare it under `variables`, with a JSON Schema of its values.",
  judge({ written }) {
    const known = Object.keys(written.variables);
    return templatesIn(written).flatMap(({ path, text }) =>
      usedNames(parseTemplate(text).nodes, written.variables)
        .flatMap(({ name, offset }) => {
          const [first = ""] = name.split(".");
          if (known.includes(first) || (first === "environment" && name !== first)) return [];
          return [
            {
              path,
              offset,
              message: `the variable \`${name}\` is not declared`,
              hint: `declare it: variables: { ${first}: { type: string } }${known.length > 0 ? `; declared are ${sayList(known)}` : ""}`,
            },
          ];
        })
        .slice(0, most),
    );
  },
};

/** Of each kind, in each text: whoever has more of them does not read on. */
const most = 100;

/** Pieces of `system` are joined: a piece must not change how the next one is read. */
function leftOpen({ leftOpen: left }: Template): readonly TemplateFault[] {
  if (left === null) return [];
  const message = "these delimiters are in force to the end of the text, and beyond it";
  return [{ offset: left.offset, message, hint: `set them back at its end: \`${left.open}={{ }}=${left.close}\`` }];
}
