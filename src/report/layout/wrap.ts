/** Lines no longer than a width, broken at spaces; a word that is longer stands alone. Indentation stays. */
export function wrap(text: string, width: number): readonly string[] {
  // Nearly every cell of a long table.
  if (text.length <= width && /^[^ \n][^\n]*$/.test(text)) return [text];
  return text.split("\n").flatMap((line) => {
    const lead = /^ */.exec(line)?.[0] ?? "";
    const lines: string[] = [];
    let current = "";
    for (const word of line.slice(lead.length).split(" ")) {
      if (current !== "" && lead.length + current.length + 1 + word.length > width) {
        lines.push(current);
        current = word;
      } else current = current === "" ? word : `${current} ${word}`;
    }
    return [...lines, current].map((content) => (content === "" ? "" : lead + content));
  });
}
