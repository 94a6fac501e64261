import { inert, invisible } from "../layout/inert.ts";

/**
 * Markdown that a stranger may have written, to be posted by somebody who may post: it is read as it was, and calls nobody,
 * refers to nothing, and links nowhere but to pages below `home`. Of HTML there is what our own pages are made of.
 *
 * @param home `https://github.com/octo/shop`
 */
export function foreignMarkdown(text: string, home: string): string {
  return inert(text.replaceAll(/\r\n?/g, "\n"))
    .replaceAll(/<(?=[A-Za-z/!?])(?!\/?(?:details|summary|sub|br|span)>)/g, `<${invisible}`)
    .replaceAll(/&(?!(?:amp|lt|gt|quot);)/g, `&${invisible}`)
    .replaceAll(/(?<![A-Za-z0-9])@(?=\w)|@(?=[\w-]+\.\w)/g, `@${invisible}`)
    .replaceAll(/#(?=\d)/g, `#${invisible}`)
    .replaceAll(/(?<![A-Za-z0-9])GH-(?=\d)/gi, (name) => `${name.slice(0, -1)}${invisible}-`)
    .replaceAll(/www(?=\.)/gi, `$&${invisible}`)
    .replaceAll("]:", `]${invisible}:`)
    .replaceAll(/\]\(([\w:./-]*\))?/g, (link, to: string | undefined) =>
      to?.startsWith(`${home}/`) === true && !to.includes("..") ? link : `]${invisible}${link.slice(1)}`,
    )
    .replaceAll(/:\/\//g, (slashes, at: number, whole: string) =>
      isAtHome(whole, at, home) ? slashes : `:${invisible}//`,
    );
}

/** Whether the address that has its slashes here is the destination of a link below home, which stands between brackets. */
function isAtHome(whole: string, at: number, home: string): boolean {
  const start = at - home.indexOf("://");
  return whole.startsWith(`](${home}/`, start - 2);
}
