import { isTemplateName, type Tag } from "./tags.ts";

/** What is wrong with a tag, and what to write instead. */
export type Explanation = readonly [message: string, hint: string];

/**
 * Says of a tag that is none of ours which language it is from: people bring their templates with them.
 *
 * @param around the section that it stands in
 */
export function explainTag({ source, inner }: Tag, around = "it"): Explanation {
  if (source.startsWith("{{{{")) {
    return [
      `\`${source}\` is a raw block of Handlebars`,
      "put the text into a file of its own: { file: ./text.md, literal: true }",
    ];
  }
  // No pattern may take its time over a tag of a megabyte.
  const beginning = inner.slice(0, 200);
  for (const { looks, of, write } of foreignTags) {
    const match = looks.exec(beginning);
    if (match !== null) return [`\`${source}\` ${of}`, write(match[1] ?? around, match[2] ?? "")];
  }
  return [
    `\`${source}\` does not name a variable`,
    "a name is letters, digits, _ and -, with dots between its steps: {{customer.name}}",
  ];
}

/** A section of another language, as far as it can be read as one of ours: so that one tag is one fault. */
export function foreignSection({ kind, body }: Tag): {
  readonly name: string | null;
  readonly closedBy: string;
  readonly inverted: boolean;
} {
  const [word = "", argument = ""] = body.slice(0, 200).split(/\s+/);
  const inverted = (kind === "inverted") !== (word === "unless");
  const named = ["if", "unless", "each", "with"].includes(word) && isTemplateName(argument) && argument !== ".";
  return { name: named && word !== "with" ? argument : null, closedBy: word, inverted };
}

interface ForeignTag {
  /** Against what stands between the delimiters. */
  readonly looks: RegExp;
  /** Goes on after the tag. */
  readonly of: string;
  readonly write: (first: string, second: string) => string;
}

const name = String.raw`[A-Za-z_][\w.-]*`;

/** The first that fits: special forms before the general ones. */
const foreignTags: readonly ForeignTag[] = [
  // Sections
  {
    looks: new RegExp(String.raw`^#\s*if\s+(${name})$`),
    of: "is Handlebars",
    write: (x) => `write {{#${x}}} … {{/${x}}}, where ${x} is a boolean or a list`,
  },
  {
    looks: new RegExp(String.raw`^#\s*unless\s+(${name})$`),
    of: "is Handlebars",
    write: (x) => `write {{^${x}}} … {{/${x}}}, where ${x} is a boolean or a list`,
  },
  {
    looks: new RegExp(String.raw`^#\s*each\s+(${name})`),
    of: "is Handlebars",
    write: (x) => `write {{#${x}}} … {{/${x}}}; inside it {{.}} is the item, and {{field}} a field of it`,
  },
  {
    looks: new RegExp(String.raw`^#\s*with\s+(${name})`),
    of: "is Handlebars",
    write: (x) => `name the fields in full: {{${x}.field}}`,
  },
  {
    looks: /^#\s*(?:if|unless)\s/,
    of: "is Handlebars, and templates decide nothing here",
    write: () => "decide in the application: declare a boolean variable, and write {{#it}} … {{/it}}",
  },
  {
    looks: /^(?:\^|else(?:\s.*)?)$/s,
    of: "is Handlebars",
    write: (x) => `close the section, and open its opposite: {{/${x}}}{{^${x}}} … {{/${x}}}`,
  },
  {
    looks: /^#\s*[>*]/,
    of: "is Handlebars, and there are no partials here",
    write: () => "put shared text into a file, and name it in `system`: - { file: ./shared.md }",
  },
  // Partials
  {
    looks: /^>/,
    of: "is a partial, and there are none here",
    write: () => "put the text into a file, and name it in `system`: - { file: ./shared.md }",
  },
  {
    looks: /^</,
    of: "is inheritance between templates, and there is none here",
    write: () => "write the text out, or put it into a file and name it in `system`: - { file: ./shared.md }",
  },
  {
    looks: /^\$/,
    of: "begins with a `$`, and no name here does",
    write: () => "name a declared variable, without the sign",
  },
  {
    looks: /^\*/,
    of: "is a name that is made while rendering, and there are none here",
    write: () => "name the variable itself",
  },
  // White space
  {
    looks: /^[#^/&]?[~-]\s*|\s[~-]$|[^\w]~$|\w~$/,
    of: "has a mark for white space, and there are none here",
    write: () => "remove it: a section's tags alone on their lines take the lines with them",
  },
  // Names
  {
    looks: /^&?\s*@/,
    of: "is Handlebars, and there are no such variables here",
    write: () => "give every item a field with its position, and write {{position}}",
  },
  { looks: /^[#^&]?\s*this$/, of: "is Handlebars", write: () => "the item of a list is {{.}}" },
  {
    looks: new RegExp(String.raw`^[#^&]?\s*(?:this[./]|\./)(${name})$`),
    of: "is Handlebars",
    write: (x) => `a field of the item of a list is {{${x}}}`,
  },
  {
    looks: /^[#^&]?\s*\.\.\//,
    of: "is Handlebars, and names around a list are not seen inside it",
    write: () => "give every item of the list the field too",
  },
  {
    looks: new RegExp(String.raw`^[#^&]?\s*(${name}?)\.?\[\s*(?:["']?([A-Za-z_][\w-]*)["']?)\s*\]$`),
    of: "looks a key up, and dots do that here",
    write: (x, key) => `write {{${x}.${key}}}`,
  },
  {
    looks: /^[^"']*\[/,
    of: "takes an item by its position, and there are no positions here",
    write: () => "write {{#list}} … {{/list}}, or declare a variable for the one item",
  },
  {
    looks: new RegExp(String.raw`^\.(${name})$`),
    of: "is a Go template",
    write: (x) => `write it without the dot: {{${x}}}`,
  },
  {
    looks: /^(?:if|range|with|block|template|define|end)\b/,
    of: "is a Go template",
    write: () => "write a section: {{#it}} … {{/it}}, and {{^it}} … {{/it}} for its opposite",
  },
  // Expressions
  {
    looks: /^["'][^"']*["']\s*:|^\s*"$/,
    of: "is a doubled brace, as Python's `format` needs it",
    write: () => "a single brace is text here: write { … }",
  },
  {
    looks: /^["'`]|^-?\d/,
    of: "is a value, not a name",
    write: () => "write the text itself; braces that are meant as text stand in a file with `literal: true`",
  },
  {
    looks: new RegExp(String.raw`^&?\s*(${name})\s*\|(?!\|)`),
    of: "has a filter of Jinja or Liquid, and there are none here",
    write: (x) => `let the application prepare the value, and write {{${x}}}`,
  },
  {
    looks: /\sif\s.*\selse\s/s,
    of: "is a condition of Jinja, and templates decide nothing here",
    write: () => "declare a boolean variable, and write {{#it}} … {{/it}}{{^it}} … {{/it}}",
  },
  {
    looks: /^[#^]?\s*(?:role|media|history|section)\s/,
    of: "is a helper of dotprompt, and there are none here",
    write: () => "turns stand under `messages`, each with its role",
  },
  {
    looks: /\(/,
    of: "calls a function, and there are none here",
    write: () => "let the application compute the value, and declare a variable for it",
  },
  {
    looks: /[=<>+*/%?~!&|]|\s-\s|(?:^|\s)(?:and|or|not|in|is)\s/,
    of: "is an expression, and templates compute nothing here",
    write: () => "let the application compute the value, and declare a variable for it",
  },
  {
    looks: /^[#^&]?\s*\S+\s+\S/s,
    of: "does not name a variable: a name has no spaces, and there are no helpers here",
    write: () => "let the application compute the value, and declare a variable for it: {{its_name}}",
  },
  {
    looks: /^$/,
    of: "names nothing",
    write: () => "name a variable; braces that are meant as text stand in a file with `literal: true`",
  },
];
