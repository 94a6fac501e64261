import { isJsonObject } from "../../json.ts";
import type { Path } from "../../place.ts";
import { sayList } from "../../text.ts";
import type { ContractRule } from "../rule.ts";
import type { ContractFile } from "../schema.ts";
import { usedNames } from "../template/names.ts";
import { parseTemplate } from "../template/parse.ts";

export const templateFault: ContractRule = {
  id: "TEMPLATE_FAULT",
  level: "error",
  purpose: "Templates are well formed: what cannot be rendered never reaches a model as raw text.",
  judge({ written }) {
    return templatesIn(written).flatMap(({ path, text }) =>
      parseTemplate(text).faults.map(({ offset, message }) => ({ path, offset, message })),
    );
  },
};

export const variableUndeclared: ContractRule = {
  id: "VARIABLE_UNDECLARED",
  level: "error",
  purpose: "A template uses declared variables, `environment.name`, and nothing else.",
  judge({ written }) {
    const known = Object.keys(written.variables);
    return templatesIn(written).flatMap(({ path, text }) =>
      usedNames(parseTemplate(text).nodes, written.variables).flatMap(({ name, offset }) => {
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
      }),
    );
  },
};

interface TemplateAt {
  readonly path: Path;
  readonly text: string;
}

function templatesIn({ system, messages, tools }: ContractFile): readonly TemplateAt[] {
  const pieces = Array.isArray(system)
    ? system.map((piece, index) => ({ path: ["system", index], piece }))
    : [{ path: ["system"], piece: system }];
  return [
    ...pieces.flatMap(({ path, piece }) => (isJsonObject(piece) ? [] : [{ path, text: piece }])),
    ...messages.map(({ content }, index) => ({ path: ["messages", index, "content"], text: content })),
    ...tools.flatMap(({ description }, index) =>
      description === undefined ? [] : [{ path: ["tools", index, "description"], text: description }],
    ),
  ];
}
