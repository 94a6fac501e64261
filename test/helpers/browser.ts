import { existsSync } from "node:fs";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";

const places = [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** A browser of this machine; `null` where there is none: nothing is downloaded for a test. */
export const browserPath = places.find((path) => path !== undefined && existsSync(path)) ?? null;

export async function openBrowser(): Promise<Browser> {
  // Who runs tests as root, in a container, has no sandbox; the pages are ours.
  return chromium.launch({ executablePath: browserPath ?? "", args: ["--no-sandbox"] });
}

export interface Look {
  readonly scheme: "light" | "dark";
  readonly width: number;
}

export interface Opened {
  readonly page: Page;
  /** What it asked the network for, what it showed by itself, and what its policy refused. */
  readonly noise: readonly string[];
}

/** A file, opened from disk as a person would. */
export async function openPage(browser: Browser, file: string, { scheme, width }: Look): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
  const page = await context.newPage();
  const noise: string[] = [];
  page.on("request", (request) => {
    if (request.url() !== `file://${file}`) noise.push(request.url());
  });
  page.on("console", (message) => noise.push(message.text()));
  page.on("dialog", (dialog) => {
    noise.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(`file://${file}`);
  return { page, noise };
}

/** What axe-core objects to. */
export async function violationsIn(page: Page): Promise<readonly string[]> {
  // The policy of the page lets no script in: this one comes by the door of the debugger.
  await page.evaluate(axe.source);
  const found: unknown = await page.evaluate(
    `axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes[0].html))`,
  );
  return found as readonly string[];
}
