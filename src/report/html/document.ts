import { createHash } from "node:crypto";
import { type Markup, markup } from "./markup.ts";
import { style } from "./style.ts";

/**
 * A page that needs nothing but itself: no script, no network, and of styles only the one that is in it. What a prompt
 * says is text in it, and the policy holds even where it were not.
 */
export function documentOf(title: string, body: Markup): string {
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="${policy}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <title>${title}</title>
        <style>${{ markup: style }}</style>
      </head>
      <body>
        ${body}
      </body>
    </html>`.markup;
}

const hash = createHash("sha256").update(style).digest("base64");
const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
