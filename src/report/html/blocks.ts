import { type Block, type Cell, textOf, toneOf, type Tone } from "../report.ts";
import { lineBreak, type Markup, markup } from "./markup.ts";

/** What a report says, for any command. */
export function sayBlocks(blocks: readonly Block[]): readonly Markup[] {
  // A heading of a page is one level below that above it, and small ones may be all there are.
  const isPage = blocks.some((block) => block.kind === "heading" && block.level < 3);
  return blocks.map((block) => sayBlock(block, isPage));
}

function sayBlock(block: Block, isPage: boolean): Markup {
  switch (block.kind) {
    case "heading":
      return isPage && block.level === 3 ? markup`<h3>${block.text}</h3>` : markup`<h2>${block.text}</h2>`;
    case "text":
      return markup`<p class="text">${sayCell(block.text)}</p>`;
    case "list":
      return markup`<ul class="text">
        ${block.items.map((item) => markup`<li>${sayCell(item)}</li>`)}
      </ul>`;
    case "code":
      return markup`<pre tabindex="0">${block.text}</pre>`;
    case "table":
      return tableOf(
        "table",
        block.columns,
        block.rows.map((row) => row.map(sayCell)),
      );
    case "words":
      return markup`<p class="words">
        ${block.runs.map(({ kind, text }) => {
          if (kind === "same") return text;
          return kind === "added" ? markup`<ins>${text}</ins>` : markup`<del>${text}</del>`;
        })}
      </p>`;
    case "item":
      return markup`<div class="item">
        <p><strong>${block.title.map((cell, at) => [at === 0 ? "" : "  ", sayCell(cell)])}</strong></p>
        ${sayBlocks(block.blocks)}
      </div>`;
  }
}

/** On a narrow screen a table is moved sideways, which keys can do where it takes the focus. */
export function tableOf(name: string, columns: readonly string[], rows: readonly (readonly Markup[])[]): Markup {
  return markup`<div class="wide" role="group" aria-label="${name}" tabindex="0">
    <table>
      <thead>
        <tr>
          ${columns.map((column) => markup`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            markup`<tr>
              ${row.map((cell) => markup`<td>${cell}</td>`)}
            </tr>${lineBreak}`,
        )}
      </tbody>
    </table>
  </div>`;
}

const classes: Readonly<Record<Tone, string>> = {
  plain: "",
  good: "good",
  bad: "bad",
  warn: "warn",
  dim: "dim",
  strong: "strong",
};

function sayCell(cell: Cell): Markup {
  const tone = classes[toneOf(cell)];
  return tone === "" ? markup`${textOf(cell)}` : markup`<span class="${tone}">${textOf(cell)}</span>`;
}
