import { yamlLimits } from "./limits.ts";

/** In our words: what is wrong, and what to write instead. */
export interface Explained {
  readonly message: string;
  readonly hint: string;
}

/** What is wrong at a character of a file, and what to do. */
export interface YamlProblem extends Explained {
  readonly offset: number;
}

/** Where the parser stumbled. */
export interface Spot {
  /** Of the parser: it says more than its code. */
  readonly message: string;
  /** The line up to the place, and from it on; a few words of each. */
  readonly before: string;
  readonly here: string;
  /** The line of the bracket that should have been closed. */
  readonly opened: number | null;
}

/** What the parser found, said so that somebody who does not know YAML's own words can mend it. */
export function explainProblem(code: string, spot: Spot): Explained {
  const sayings: readonly Saying[] = Object.hasOwn(problems, code) ? problems[code as keyof typeof problems] : [];
  const found = sayings.find(({ when }) => when === undefined || when(spot));
  if (found === undefined) return { message: spot.message.split("\n")[0] ?? "", hint: quoteIt };
  return { message: found.says(spot), hint: found.hint };
}

interface Saying {
  /** Left out, it always holds. */
  readonly when?: (spot: Spot) => boolean;
  readonly says: (spot: Spot) => string;
  readonly hint: string;
}

const quoteIt = "put the whole text in quotes, or below `|`";
const belowIt = "a text over several lines stands below `|`, indented, or in quotes";

const parser =
  (words: RegExp) =>
  ({ message }: Spot): boolean =>
    words.test(message);

const tabbed = {
  when: ({ before }: Spot) => before.endsWith("\t"),
  says: () => "a tab cannot indent",
  hint: "indent with spaces",
};

const unclosedBracket = {
  when: parser(/end with a/),
  says: ({ message, opened }: Spot) => {
    const close = message.at(-1) ?? "";
    const bracket = close === "}" ? "{" : "[";
    return `${opened === null ? `a \`${bracket}\`` : `the \`${bracket}\` of line ${opened}`} is not closed with \`${close}\` here`;
  },
  hint: "close it; what stands between brackets is indented further than the key they belong to",
};

/** Codes of the parser that are not here are said by `tokens.ts`, `compose.ts` and `value.ts`. */
export const problems = {
  BAD_DQ_ESCAPE: [
    {
      says: ({ message }) =>
        `\`${message.replace(/^.*sequence /s, "").slice(0, 10)}\` means nothing inside double quotes`,
      hint: "write the backslash twice, or use single quotes, inside which it is itself",
    },
  ],
  BAD_INDENT: [
    tabbed,
    {
      when: ({ here }) => /^\s*-[^\s-]/.test(here),
      says: () => "there is no space behind this `-`",
      hint: "begin every item of a list with `- `",
    },
    {
      when: ({ message, here }) => /mapping items/.test(message) && !/:(?:\s|$)/.test(here),
      says: () => "this line belongs neither to the text above it nor to the keys",
      hint: "indent it like the lines of the text, or write `key: value`",
    },
    {
      when: parser(/mapping items/),
      says: () => "this key begins in another column than the keys beside it",
      hint: "begin it where they begin; indented further it needs a key of its own above",
    },
    {
      when: parser(/sequence items/),
      says: () => "this item begins in another column than the items beside it",
      hint: "begin every `-` of a list in the same column",
    },
    unclosedBracket,
    { says: () => "this line is not indented as what it belongs to", hint: "indent it further than its key" },
  ],
  BAD_SCALAR_START: [
    {
      says: ({ here }) =>
        `a text without quotes cannot begin with ${here.startsWith("`") ? "a backtick" : `\`${here.slice(0, 1)}\``}`,
      hint: "put it in quotes",
    },
  ],
  BLOCK_AS_IMPLICIT_KEY: [
    {
      when: parser(/sequence/),
      says: () => "a list cannot be a key",
      hint: "indent it below a key: `key:`, and `- …` on the next lines",
    },
    {
      when: ({ here }) => /:(?:\s|$)/.test(here),
      says: () => "a second `: ` on one line",
      hint: "put the value in quotes if the colon belongs to it; else begin the inner key on the next line",
    },
    {
      says: () => "below this text a key begins, and a value is a text or a mapping, not both",
      hint: "remove the text, or put all of it in quotes or below `|`",
    },
  ],
  BLOCK_IN_FLOW: [
    {
      says: () => "between brackets, items are parted by commas, and inner mappings have brackets of their own",
      hint: "put a comma between the items, or { … } round an inner mapping, or leave out the outer brackets",
    },
  ],
  IMPOSSIBLE: [{ says: () => "this cannot be read", hint: quoteIt }],
  KEY_OVER_1024_CHARS: [
    {
      says: () => "this key is longer than 1,024 characters",
      hint: "a text is a value: put it in quotes, or below `|`",
    },
  ],
  MISSING_CHAR: [
    { when: parser(/quote/), says: () => "this quote is never closed", hint: "close it" },
    {
      when: parser(/Implicit map keys/),
      says: () => "there is no `:` behind this key",
      hint: `write \`key: value\`; ${belowIt}`,
    },
    {
      when: parser(/Missing ,/),
      says: () => "a comma is missing here",
      hint: "put a comma between items, and quotes round texts with brackets or commas",
    },
    { when: parser(/space after :/), says: () => "there is no space behind the `:`", hint: "write `key: value`" },
    unclosedBracket,
    {
      when: parser(/Comments must/),
      says: () => "`#` begins a comment only behind a space",
      hint: "put a space in front of it, or put the text in quotes if the # belongs to it",
    },
    {
      when: parser(/without - indicator/),
      says: () => "there is no `-` in front of this item",
      hint: "begin every item of a list with `- `, and indent the lines of a text alike",
    },
    {
      when: parser(/same line with directives-end/),
      says: () => "nothing may stand behind `---`",
      hint: "begin on the next line, or remove the `---`",
    },
    {
      when: parser(/leading empty lines/),
      says: () => "an empty line at the beginning of this text is indented further than the text",
      hint: "remove its spaces, or say the indentation: `|2`",
    },
    { says: () => "white space is missing here", hint: "put a space here" },
  ],
  MULTILINE_IMPLICIT_KEY: [
    {
      when: ({ here }) => /^-\s/.test(here),
      says: () => "a list begins here, beside keys",
      hint: "indent it below a key: `key:`, and `  - …` on the next lines",
    },
    {
      says: () => "this is read as a key over several lines, and a key is on one line",
      hint: `put a \`:\` behind the key; ${belowIt}`,
    },
  ],
  NON_STRING_KEY: [
    {
      when: ({ before }) => before.endsWith("{"),
      says: () => "doubled braces are a mapping as a key, outside of quotes",
      hint: 'put a text with a template in quotes, "{{name}}", or below `|`',
    },
    { says: () => "a key is a text, no list and no mapping", hint: "write the key in quotes if it is a text" },
  ],
  RESOURCE_EXHAUSTION: [{ says: () => `nested deeper than ${yamlLimits.depth} levels`, hint: "flatten the structure" }],
  TAB_AS_INDENT: [{ says: tabbed.says, hint: tabbed.hint }],
  UNEXPECTED_TOKEN: [
    {
      when: ({ message, here, before }) => /at node end/.test(message) && before === "" && /^-\S/.test(here),
      says: () => "there is no space behind this `-`",
      hint: "begin every item of a list with `- `",
    },
    {
      when: ({ message, before }) => /at node end/.test(message) && before === "",
      says: () => "this line does not belong to what stands above it",
      hint: "a file is one mapping or one list: indent the line, or write it as the lines above are written",
    },
    {
      when: ({ message, before }) => /at node end/.test(message) && /["']\s*$/.test(before),
      says: () => "the text ended at the quote before this",
      hint: "inside double quotes a quote is written \\\", inside single quotes ''",
    },
    { when: parser(/at node end/), says: () => "something stands behind the end of this value", hint: quoteIt },
    {
      when: parser(/Unexpected ,|empty item/),
      says: () => "there is nothing in front of this comma",
      hint: "remove it",
    },
    {
      when: parser(/flow-(?:map|seq)-end/),
      says: ({ here }) => `this \`${here.slice(0, 1)}\` closes nothing`,
      hint: "remove it, or open it; a text with brackets stands in quotes",
    },
    {
      when: parser(/same line with key/),
      says: () => "a list cannot begin on the line of its key",
      hint: "begin it on the next line, or write [ … ]",
    },
    {
      when: parser(/header/),
      says: () => "nothing may stand behind `|` or `>`",
      hint: "begin the text on the next line",
    },
    { when: parser(/doc-end/), says: () => "`...` ends a document, and none began", hint: "remove the line" },
    {
      says: ({ here }) =>
        /^\S/.test(here) ? `\`${here.slice(0, 1)}\` is not expected here` : "this is not expected here",
      hint: quoteIt,
    },
  ],
} as const satisfies Readonly<Record<string, readonly Saying[]>>;
