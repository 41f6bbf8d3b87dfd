import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe } from "vitest";
import { bundleReport } from "../../scripts/build-report.ts";
import { appOf } from "../../src/app/report/index.ts";
import type { ReportApp } from "../../src/render/index.ts";
import { sampleRecord } from "../../src/testing/article-30-record.ts";
import { pageOf, reportOf, smallRun, someContent } from "./made-up-report.ts";

export const views = [
  "overview",
  "graph",
  "timeline",
  "artifacts",
  "findings",
  "record",
  "errors",
  "verification",
] as const;

const executablePath = [process.env["CHROMIUM"] ?? "/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) =>
  existsSync(path),
);

export interface Opened {
  readonly page: Page;
  /** Whatever the page said on its console, threw, or asked the network for. */
  readonly problems: readonly string[];
}

/** A folder with a report of a small run, and a browser to look at it. */
export interface Reports {
  readonly url: (hash?: string, file?: string) => string;
  readonly open: (address: string, options?: BrowserContextOptions, first?: string) => Promise<Opened>;
  /** The report of the small run as it is written. */
  readonly whole: () => string;
  /** Puts another file beside it; returns its path. */
  readonly put: (file: string, html: string) => string;
  /** What a report page is made of; from the first test on. */
  readonly app: () => ReportApp;
}

/** Describes what a report is in a browser; left out where there is none. */
export function describeInBrowser(title: string, tests: (reports: Reports) => void): void {
  describe.skipIf(executablePath === undefined)(`${title} [needs chromium]`, () => {
    const dir = mkdtempSync(join(tmpdir(), "wct-report-"));
    let browser: Browser;
    let app: ReportApp;
    const put = (file: string, html: string): string => {
      writeFileSync(join(dir, file), html);
      return join(dir, file);
    };
    beforeAll(async () => {
      const { script, style } = await bundleReport();
      app = appOf(script, style);
      const run = smallRun();
      const record = JSON.parse(JSON.stringify(sampleRecord));
      put("small.html", pageOf(run, reportOf(run, { content: someContent, findings: 240, record }), app));
      browser = await chromium.launch({
        executablePath: executablePath ?? "",
        args: ["--no-sandbox", "--disable-dev-shm-usage"],
      });
    }, 60_000);
    afterAll(async () => {
      await browser.close();
      rmSync(dir, { recursive: true });
    });
    tests({
      url: (hash = "", file = "small.html") => `file://${join(dir, file)}${hash}`,
      open: (address, options, first) => openIn(browser, address, options, first),
      whole: () => readFileSync(join(dir, "small.html"), "utf8"),
      put,
      app: () => app,
    });
  });
}

/** `first`: a script that runs in the page before its own ones. */
async function openIn(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
  first?: string,
): Promise<Opened> {
  const page = await browser.newPage(options);
  if (first !== undefined) await page.addInitScript({ content: first });
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => problems.push(message.text()));
  page.on("request", (request) => {
    if (!request.url().startsWith("file://")) problems.push(request.url());
  });
  page.on("requestfailed", (request) => problems.push(request.url()));
  await page.goto(address);
  return { page, problems };
}
