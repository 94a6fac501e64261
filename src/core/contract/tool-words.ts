/** Could be the name of a tool, where marks around it say that it is a name. */
export function isWord(written: string): boolean {
  return /^[a-z]/i.test(written) && !/^[A-Z]+$|^[A-Z][a-z]+$/.test(written) && !ordinary.has(written.toLowerCase());
}

/** Words that stand in marks before "tool" and name none. */
const ordinary = new Set(
  "a an any appropriate available best correct each every first last new next no one only other proper real right same single that the this tool wrong".split(
    " ",
  ),
);

/** Names are written in words joined by `_`; by `-` or capitals where the tools of this contract are. */
export function spelling(tools: readonly string[]): (written: string) => boolean {
  const shapes = [snake, ...[kebab, camel].filter((shape) => tools.some((tool) => shape.test(tool)))];
  return (written) => !/^[A-Z0-9_-]+$/.test(written) && shapes.some((shape) => shape.test(written));
}

const snake = /^[A-Za-z][A-Za-z0-9]*(?:_+[A-Za-z0-9]+)+(?:-\w+)*$/;
const kebab = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/;
const camel = /^[a-z]+[a-z0-9]*[A-Z][A-Za-z0-9]*$/;

/** Begins with a word that a tool of the contract begins with, or with what tools do everywhere. */
export function kinship(tools: readonly string[]): (written: string) => boolean {
  const first = (written: string): string => /^[a-z]+/i.exec(written)?.[0].toLowerCase() ?? "";
  const known = new Set(tools.map(first));
  return (written) => known.has(first(written)) || verbs.has(first(written)) || written.startsWith("mcp__");
}

const verbs = new Set(
  "add apply ask book cancel check close create delete edit execute fetch find get insert issue list load lookup make modify notify open post query read remove replace reply request run save schedule search send set show submit transfer update upload write".split(
    " ",
  ),
);
