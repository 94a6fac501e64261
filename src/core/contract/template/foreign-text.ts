import { parseTemplate, type TemplateNode } from "./parse.ts";

/** Another template language in plain text: a model would be given it as it stands. */
export interface ForeignSyntax {
  readonly offset: number;
  /** As written, on one line. */
  readonly source: string;
  readonly message: string;
  readonly hint: string;
}

/**
 * What looks like a tag of Jinja, ERB, a shell or Python and is text here. Between our own delimiters
 * `parseTemplate` speaks; single braces count only around the very name of a declared variable.
 *
 * @param names of declared variables
 */
export function foreignSyntax(text: string, names: readonly string[] = []): readonly ForeignSyntax[] {
  if (!/[{<]/.test(text)) return [];
  const known = new Set(names);
  const { nodes } = parseTemplate(text);
  const pieces = textsIn(nodes);
  return [
    ...statements(pieces),
    ...pieces.flatMap((piece) => [
      ...comments(piece),
      ...embedded(piece),
      ...braces(piece, known),
      ...escapes(piece, text),
    ]),
  ]
    .toSorted((left, right) => left.offset - right.offset)
    .slice(0, mostFound);
}

const mostFound = 100;

interface TextPiece {
  readonly text: string;
  readonly offset: number;
}

function textsIn(nodes: readonly TemplateNode[]): readonly TextPiece[] {
  return nodes.flatMap((node) =>
    node.kind === "text" ? [node] : node.kind === "section" ? textsIn(node.children) : [],
  );
}

/** `{% if x %}`; what ends or goes on with a block is left out, because its beginning is said. */
function statements(pieces: readonly TextPiece[]): readonly ForeignSyntax[] {
  let begun = false;
  return pieces.flatMap(({ text, offset }) =>
    [...text.matchAll(/\{%[-+~]?[ \t]{0,20}(\w{0,20})((?:(?!%\})[^\n]){0,200})%\}/g)].flatMap((match) => {
      const [whole, keyword = "", rest = ""] = match;
      if (/^(?:end|el|when)/.test(keyword) && begun) return [];
      begun = true;
      const source = shorten(whole);
      const message = `\`${source}\` is Jinja or Liquid: the model would be given it as text`;
      return [{ offset: offset + match.index, source, message, hint: insteadOf(keyword, rest) }];
    }),
  );
}

function insteadOf(keyword: string, rest: string): string {
  const condition = /^\s+(not\s+)?([A-Za-z_][\w.]*)\s*[-+~]?$/.exec(rest);
  if (keyword === "if" && condition !== null) {
    const [, not, name = ""] = condition;
    return `write {{${not === undefined ? "#" : "^"}${name}}} … {{/${name}}}, where ${name} is a boolean or a list`;
  }
  const loop = /^\s+\w+\s+in\s+([A-Za-z_][\w.]*)/.exec(rest);
  if (keyword === "for" && loop !== null) {
    return `write {{#${loop[1]}}} … {{/${loop[1]}}}; inside it {{.}} is the item, and {{field}} a field of it`;
  }
  if (["include", "import", "extends", "render", "from"].includes(keyword)) {
    return "put the text into a file, and name it in `system`: - { file: ./shared.md }";
  }
  if (["raw", "verbatim"].includes(keyword)) {
    return "put the text into a file of its own: { file: ./text.md, literal: true }";
  }
  if (["set", "assign", "capture"].includes(keyword)) {
    return "let the application compute the value, and declare a variable for it";
  }
  if (keyword === "comment") return "a comment is written {{! … }}";
  return "write {{#it}} … {{/it}} over a boolean or a list; text that shows templates stands in a file with `literal: true`";
}

function comments({ text, offset }: TextPiece): readonly ForeignSyntax[] {
  return [...text.matchAll(/\{#(?=[\s\w-])[^}]{0,400}?#\}/g)].map(({ 0: source, index }) => ({
    offset: offset + index,
    source: shorten(source),
    message: `\`${shorten(source)}\` is a comment of Jinja: the model would be given it as text`,
    hint: "a comment is written {{! … }}",
  }));
}

function embedded({ text, offset }: TextPiece): readonly ForeignSyntax[] {
  return [...text.matchAll(/<%([=#-]?)\s{0,20}([^%\n]{1,200}?)\s{0,20}%>/g)].map(
    ({ 0: source, 1: sign, 2: code = "", index }) => ({
      offset: offset + index,
      source: shorten(source),
      message: `\`${shorten(source)}\` is ERB or EJS: the model would be given it as text`,
      hint:
        sign === "#"
          ? "a comment is written {{! … }}"
          : /^[A-Za-z_][\w.]*$/.test(code)
            ? `write {{${code}}}`
            : "let the application compute the value, and declare a variable for it",
    }),
  );
}

/** `${x}`, `{x}` and `{x!r}`. */
function braces({ text, offset }: TextPiece, known: ReadonlySet<string>): readonly ForeignSyntax[] {
  return [
    ...text.matchAll(
      /(?<![{\\]|\\\w{1,20}(?:\{[^{}]{0,40}\}){0,3})(\$?)\{[ \t]{0,20}([A-Za-z_][\w.-]{0,127})(?:![rsa])?[ \t]{0,20}\}(\}?)/g,
    ),
  ].flatMap((match) => {
    const [source, dollar = "", name = "", second = ""] = match;
    const isKnown = known.has(name) || (name.includes(".") && known.has(name.split(".")[0] ?? ""));
    if (!isKnown) return [];
    const message =
      second === ""
        ? `\`${source}\` is text here, though \`${name}\` is a variable`
        : `\`${source}\` is text here: a brace is missing in front of it`;
    const hint = `write {{${name}}}${dollar === "" ? "" : `; a dollar sign that is meant stays in front of it: \${{${name}}}`}`;
    return [{ offset: offset + match.index, source, message, hint }];
  });
}

/** `\{{name}}` is text in Handlebars. In a path (`C:\{{name}}`) the backslash belongs to what is before it. */
function escapes(piece: TextPiece, whole: string): readonly ForeignSyntax[] {
  const end = piece.offset + piece.text.length;
  if (!/(?:^|[\s"'`(])\\$/.test(piece.text.slice(-2)) || !whole.startsWith("{{", end)) return [];
  return [
    {
      offset: end - 1,
      source: "\\{{",
      message: "a backslash escapes no tag here: it stays, and the tag is rendered",
      hint: "remove it; braces that are meant as text stand in a file with `literal: true`",
    },
  ];
}

function shorten(source: string): string {
  const line = source.replaceAll(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
