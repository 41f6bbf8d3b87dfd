import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleReport } from "../../scripts/build-report.ts";
import { appOf } from "../../src/cli/wiring/report/index.ts";
import type { ReportApp } from "../../src/render/index.ts";
import { sampleRecord } from "../../src/testing/article-30-record.ts";
import { largeRun, pageOf, reportOf, smallRun, someContent } from "./made-up-report.ts";
import { readLargeReport } from "./read-large-report.ts";

const executablePath = [process.env["CHROMIUM"] ?? "/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) =>
  existsSync(path),
);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const views = ["overview", "graph", "timeline", "artifacts", "findings", "record", "errors", "verification"] as const;

/** Lines of a box are told apart by a comma in its name; the rule puts them together without any. */
const unfit = { "label-content-name-mismatch": { enabled: false } };

interface Opened {
  readonly page: Page;
  /** Whatever the page said on its console, threw, or asked the network for. */
  readonly problems: readonly string[];
}

describe.skipIf(executablePath === undefined)("a report in a browser [needs chromium]", () => {
  const dir = mkdtempSync(join(tmpdir(), "wct-report-"));
  let browser: Browser;
  let app: ReportApp;

  beforeAll(async () => {
    const { script, style } = await bundleReport();
    app = appOf(script, style);
    const run = smallRun();
    const data = reportOf(run, {
      content: someContent,
      findings: 240,
      record: JSON.parse(JSON.stringify(sampleRecord)),
    });
    writeFileSync(join(dir, "small.html"), pageOf(run, data, app));
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: ["--no-sandbox"] });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(dir, { recursive: true });
  });

  const url = (hash = "", file = "small.html"): string => `file://${join(dir, file)}${hash}`;
  const open = async (address: string, options: BrowserContextOptions = {}): Promise<Opened> => {
    const page = await browser.newPage(options);
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => problems.push(message.text()));
    page.on("request", (request) => {
      if (!request.url().startsWith("file://")) problems.push(request.url());
    });
    page.on("requestfailed", (request) => problems.push(request.url()));
    await page.goto(address);
    return { page, problems };
  };

  test("every view shows, says nothing on the console, and asks nobody for anything", async () => {
    const { page, problems } = await open(url());
    for (const view of views) {
      await page.click(`nav.tabs a[href="#${view}"]`);
      await page.locator(`.view-${view}`).waitFor();
      expect(await page.getAttribute(`nav.tabs a[href="#${view}"]`, "aria-current")).toBe("page");
      expect(await page.locator("main > section").count()).toBe(1);
      expect(await page.locator("main > section > h2").isVisible()).toBe(true);
    }
    expect(await page.evaluate("'hacked' in window")).toBe(false);
    expect(problems).toEqual([]);
    await page.close();
  });

  test("its policy lets it reach nobody, even if it would", async () => {
    const { page } = await open(url());
    const outcome = await page.evaluate("fetch('https://example.org').then(() => 'reached', () => 'refused')");
    expect(outcome).toBe("refused");
    const violated = await page.evaluate(`new Promise((resolve) => {
      document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
      document.body.append(Object.assign(new Image(), { src: "https://example.org/pixel.png" }));
    })`);
    expect(violated).toBe("img-src");
    await page.close();
  });

  test("a box of the graph opens its artifact by click; Escape and the way back close it", async () => {
    const { page, problems } = await open(url("#graph"));
    await page.click('g[data-label="subjects"]');
    expect(await page.textContent("dialog h2")).toBe("subjects");
    expect(page.url()).toContain("#graph/subjects");
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    expect(page.url()).toMatch(/#graph$/);
    await page.click('g[data-label="crm"]');
    await page.goBack();
    await page.locator("dialog").waitFor({ state: "detached" });
    expect(problems).toEqual([]);
    await page.close();
  });

  test("the graph is walked with arrow keys, Enter opens, and the focus comes back", async () => {
    const { page } = await open(url("#graph"));
    const focused = () => page.evaluate("document.activeElement.dataset.label");
    await page.focus('g[data-label="crm"]');
    await page.keyboard.press("ArrowDown");
    expect(await focused()).toBe("personal_data");
    await page.keyboard.press("ArrowUp");
    expect(await focused()).toBe("crm");
    await page.keyboard.press("Enter");
    expect(await page.textContent("dialog h2")).toBe("crm");
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    expect(await focused()).toBe("crm");
    await page.close();
  });

  test("everything is reached by Tab, and the first stop leads past the navigation", async () => {
    const { page } = await open(url("#artifacts"));
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.className")).toBe("skip");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.localName")).toBe("main");
    await page.keyboard.press("/");
    expect(await page.evaluate("document.activeElement.type")).toBe("search");
    await page.keyboard.type("subj");
    expect(await page.locator("main tbody tr").count()).toBe(1);
    expect(page.url()).toContain("q=subj");
    await page.close();
  });

  test("arrow keys go from row to row of a table", async () => {
    const { page } = await open(url("#artifacts"));
    await page.focus("main tbody tr:first-child a");
    await page.keyboard.press("ArrowDown");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("mail");
    await page.keyboard.press("End");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("record");
    await page.keyboard.press("Enter");
    expect(await page.textContent("dialog h2")).toBe("record");
    await page.close();
  });

  test("a panel shows content, lineage and digests, and leads from artifact to artifact", async () => {
    const { page } = await open(url("#artifacts/personal_data"));
    expect(await page.textContent("dialog")).toContain("the first 2 of 1,200");
    await page.click("dialog .elements li:first-child summary");
    expect(await page.textContent("dialog .elements li:first-child")).toContain("special_category");
    await page.click("dialog .lineage a >> text=crm");
    expect(await page.textContent("dialog h2")).toBe("crm");
    await page.close();
  });

  test("findings are filtered by text, kind, confidence and care; the address says so, and leads back", async () => {
    const { page } = await open(url("#findings"));
    const rows = page.locator("main tbody tr");
    expect(await rows.count()).toBe(100);
    expect(await page.textContent(".notice")).toContain("500 are only in the record");
    await page.click("text=Show more");
    expect(await rows.count()).toBe(200);
    await page.check("text=special care only");
    await page.selectOption('label:has-text("confidence") select', "high");
    const shown = await rows.count();
    expect(shown).toBe(20);
    for (const row of await rows.allTextContents()) expect(row).toMatch(/health.*high/s);
    const again = await open(page.url());
    expect(await again.page.locator("main tbody tr").count()).toBe(shown);
    await page.fill("input[type=search]", "no such words");
    expect(await page.textContent("main")).toContain("No finding fits.");
    await page.close();
    await again.page.close();
  });

  test("on a narrow screen no name of the timeline is cut off, and no words of its axis lie on each other", async () => {
    const { page } = await open(url("#timeline"), { viewport: { width: 390, height: 844 } });
    const boxes = (query: string) =>
      page.locator(query).evaluateAll((all) =>
        all
          .map((one) => one.getBoundingClientRect())
          .filter(({ width }) => width > 0)
          .map(({ left, right }) => ({ left, right })),
      );
    const [figure] = await boxes(".gantt");
    const names = await boxes(".said a");
    expect(names.length).toBeGreaterThan(0);
    for (const { left } of names) expect(left).toBeGreaterThanOrEqual(figure!.left);
    const marks = await boxes(".axis span");
    for (const [place, { left }] of marks.entries()) expect(left).toBeGreaterThanOrEqual(marks[place - 1]?.right ?? 0);
  });

  test("the timeline zooms by button and by key, and goes back to the whole", async () => {
    const { page } = await open(url("#timeline"));
    const width = (): Promise<number> => page.evaluate("document.querySelector('.chart').offsetWidth");
    const whole = await width();
    await page.click('button[aria-label="Zoom in"]');
    expect((await width()) / whole).toBeCloseTo(2, 1);
    await page.focus(".gantt");
    await page.keyboard.press("+");
    expect((await width()) / whole).toBeCloseTo(4, 1);
    await page.keyboard.press("0");
    expect(await width()).toBe(whole);
    await page.close();
  });

  test("errors tell code, message and hint; what was skipped tells because of whom", async () => {
    const { page } = await open(url("#errors"));
    const text = await page.textContent("main");
    for (const part of ["WCT_PRODUCE_THREW", "it threw", "subjects", "input-failed"]) expect(text).toContain(part);
    await page.close();
  });

  test.each(["light", "dark"] as const)(
    "no view has an accessibility problem that axe knows, %s",
    async (colorScheme) => {
      const { page } = await open(url(), { colorScheme, reducedMotion: "reduce" });
      await page.evaluate(axe);
      for (const hash of [...views, "graph/personal_data", "errors/mail"]) {
        await page.evaluate(`location.hash = "#${hash}"`);
        await page.locator(hash.includes("/") ? "dialog" : `.view-${hash}`).waitFor();
        const found = await page.evaluate<readonly { id: string; nodes: readonly { html: string }[] }[]>(
          `axe.run({ rules: ${JSON.stringify(unfit)} }).then(({ violations }) => violations)`,
        );
        expect({ hash, found: found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`) }).toEqual({ hash, found: [] });
      }
      await page.close();
    },
    60_000,
  );

  test("dark and light follow the reader's system, until the reader says otherwise", async () => {
    const { page } = await open(url(), { colorScheme: "dark" });
    const paper = (): Promise<string> => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const dark = await paper();
    expect(dark).not.toBe("rgb(255, 255, 255)");
    await page.click("button.theme");
    expect(await paper()).toBe("rgb(255, 255, 255)");
    await page.click("button.theme");
    await page.emulateMedia({ colorScheme: "light" });
    expect(await paper()).toBe(dark);
    await page.close();
  });

  test("paper shows every view on white, with the graph, without what only a screen can do", async () => {
    const { page, problems } = await open(url("#errors"), { colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    await page.locator(".view-verification").waitFor();
    expect(await page.locator("main > section").count()).toBe(views.length);
    expect(await page.locator(".view-graph g[data-node]").count()).toBe(6);
    expect(await page.locator("nav.tabs").isVisible()).toBe(false);
    expect(await page.evaluate("getComputedStyle(document.body).backgroundColor")).toMatch(/255, 255, 255|0, 0, 0, 0/);
    expect((await page.pdf({ preferCSSPageSize: true })).length).toBeGreaterThan(20_000);
    await page.emulateMedia({ media: "screen" });
    await page.locator(".view-verification").waitFor({ state: "detached" });
    expect(problems).toEqual([]);
    await page.close();
  });

  test("a narrow screen scrolls down only", async () => {
    const { page } = await open(url(), { viewport: { width: 400, height: 800 } });
    for (const view of views) {
      await page.evaluate(`location.hash = "#${view}"`);
      await page.locator(`.view-${view}`).waitFor();
      expect([view, await page.evaluate("document.documentElement.scrollWidth")]).toEqual([view, 400]);
    }
    await page.close();
  });

  test.each(["switched off", "taken out of the page"])("with scripts %s it tells the short form", async (how) => {
    const whole = readFileSync(join(dir, "small.html"), "utf8");
    writeFileSync(join(dir, "bare.html"), whole.replaceAll(/<script>.*?<\/script>/gs, ""));
    const { page } = await open(how === "switched off" ? url() : url("", "bare.html"), {
      javaScriptEnabled: how !== "switched off",
    });
    const text = await page.textContent("#static");
    for (const part of ["short form", "intact", "WCT_PRODUCE_THREW", "personal_data", "skipped"])
      expect(text).toContain(part);
    expect(await page.locator("#static table").isVisible()).toBe(true);
    expect(await page.locator("#graph svg").isVisible()).toBe(true);
    await page.close();
  });

  test("a page whose data is broken falls back on the short form", async () => {
    const whole = readFileSync(join(dir, "small.html"), "utf8");
    writeFileSync(join(dir, "broken.html"), whole.replace('"artifacts":[', '"artifacts":{}, "nothing":['));
    const { page, problems } = await open(url("", "broken.html"));
    expect(problems).toHaveLength(1);
    expect(await page.locator("#static table").isVisible()).toBe(true);
    await page.close();
  });

  test("a run of 1,000 artifacts with more content than fits stays below 3 MB and answers within a second", async () => {
    const run = largeRun(1000);
    const data = reportOf(run, { reading: await readLargeReport(run) });
    writeFileSync(join(dir, "large.html"), pageOf(run, data, app));
    expect(statSync(join(dir, "large.html")).size).toBeLessThan(3_000_000);
    expect(data.findings.rows.length).toBeGreaterThan(500);
    const times: number[] = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const { page, problems } = await open(url("#artifacts", "large.html"));
      times.push(await page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive"));
      expect(await page.locator("main tbody tr").count()).toBe(250);
      expect(problems).toEqual([]);
      await page.close();
    }
    expect(Math.min(...times)).toBeLessThan(1000);
  }, 60_000);
});
