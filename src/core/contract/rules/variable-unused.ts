import type { ContractRule } from "../rule.ts";
import type { ContractFile } from "../schema.ts";
import { foreignSyntax } from "../template/foreign-text.ts";
import { usedNames } from "../template/names.ts";
import { parseTemplate } from "../template/parse.ts";
import { templatesIn, textsIn } from "../texts.ts";

export const variableUnused: ContractRule = {
  id: "VARIABLE_UNUSED",
  level: "warning",
  purpose: "Every declared variable is used: applications fill it in, and believe that the model reads it.",
  remedy: "Use the variable in a template, or take it out of `variables`.",
  judge({ written }) {
    const declared = Object.keys(written.variables);
    if (declared.length === 0) return [];
    const templates = templatesIn(written).map(({ text }) => parseTemplate(text));
    // Of a template that is broken nobody knows what it uses.
    if (templates.some(({ faults }) => faults.length > 0)) return [];
    const used = templates.flatMap(({ nodes }) => usedNames(nodes, written.variables));
    const names = new Set([...used.map(({ name }) => name.split(".")[0] ?? ""), ...strangers(written)]);
    return declared
      .filter((name) => !names.has(name))
      .map((name) => {
        const isInLiteral = textsIn(written).some(({ literal, text }) => literal && tagOf(name).test(text));
        return {
          path: ["variables", name],
          message: `the variable ${name} is used in no template`,
          hint: isInLiteral
            ? "it stands in a file that is `literal: true`, where braces are text"
            : `write {{${name}}} where it belongs, or take it out`,
        };
      });
  },
};

/** Names in tags of another language, which are a fault of their own. */
function strangers(written: ContractFile): readonly string[] {
  const declared = Object.keys(written.variables);
  return templatesIn(written).flatMap(({ text }) =>
    foreignSyntax(text, declared).flatMap(({ source }) => source.match(/[A-Za-z_]\w*/g) ?? []),
  );
}

function tagOf(name: string): RegExp {
  return new RegExp(`\\{\\{[#^]?\\s*${name}\\b`);
}
