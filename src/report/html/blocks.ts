import { type Block, type Cell, textOf, toneOf, type Tone } from "../report.ts";
import { html, type Markup } from "./markup.ts";

/** What a report says, for any command. */
export function sayBlocks(blocks: readonly Block[]): readonly Markup[] {
  return blocks.map(sayBlock);
}

function sayBlock(block: Block): Markup {
  switch (block.kind) {
    case "heading":
      return block.level === 3 ? html`<h3>${block.text}</h3>` : html`<h2>${block.text}</h2>`;
    case "text":
      return html`<p class="text">${sayCell(block.text)}</p>`;
    case "list":
      return html`<ul class="text">
        ${block.items.map((item) => html`<li>${sayCell(item)}</li>`)}
      </ul>`;
    case "code":
      return html`<pre tabindex="0">${block.text}</pre>`;
    case "table":
      return tableOf(
        "table",
        block.columns,
        block.rows.map((row) => row.map(sayCell)),
      );
    case "words":
      return html`<p class="words">
        ${block.runs.map(({ kind, text }) => {
          if (kind === "same") return text;
          return kind === "added" ? html`<ins>${text}</ins>` : html`<del>${text}</del>`;
        })}
      </p>`;
    case "item":
      return html`<div class="item">
        <p><strong>${block.title.map((cell, at) => [at === 0 ? "" : "  ", sayCell(cell)])}</strong></p>
        ${sayBlocks(block.blocks)}
      </div>`;
  }
}

/** On a narrow screen a table is moved sideways, which keys can do where it takes the focus. */
export function tableOf(name: string, columns: readonly string[], rows: readonly (readonly Markup[])[]): Markup {
  return html`<div class="wide" role="region" aria-label="${name}" tabindex="0">
    <table>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell) => html`<td>${cell}</td>`)}
            </tr> `,
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
  return tone === "" ? html`${textOf(cell)}` : html`<span class="${tone}">${textOf(cell)}</span>`;
}
