import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { madeUpRun } from "../../src/testing/runs/recorded-run.ts";
import { describeInBrowser, views } from "./in-browser.ts";
import { pageOf, reportOf } from "./made-up-report.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Lines of a box are told apart by a comma in its name; the rule puts them together without any. */
const unfit = { "label-content-name-mismatch": { enabled: false } };

/** Prints before the browser has painted anything. */
const printAtOnce = `
  const observer = new MutationObserver(() => {
    if (document.querySelector("main > section") === null) return;
    observer.disconnect();
    dispatchEvent(new Event("beforeprint"));
  });
  observer.observe(document, { childList: true, subtree: true });
`;

describeInBrowser("how a report looks", ({ url, open, put, app }) => {
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

  test.each([1280, 390])("at %i px no mark of a reused artifact is covered by its words", async (width) => {
    const run = madeUpRun(
      [
        { id: "crm", start: 0, seconds: 1 },
        { id: "early", start: null, ends: "reused" },
        { id: "end", inputs: ["crm"], start: 12, seconds: 2 },
        { id: "late", inputs: ["end"], start: null, ends: "reused" },
      ],
      15,
    );
    put("reused.html", pageOf(run, reportOf(run), app()));
    const { page } = await open(url("#timeline", "reused.html"), { viewport: { width, height: 800 } });
    const rows = await page.locator(".chart li:has(.moment)").evaluateAll((all) =>
      all.map((row) => {
        const [mark, said] = [".moment", ".said"].map((one) => row.querySelector(one)!.getBoundingClientRect());
        const isAside = said!.right <= mark!.left || said!.left >= mark!.right;
        return isAside || said!.bottom <= mark!.top || said!.top >= mark!.bottom;
      }),
    );
    expect(rows).toEqual([true, true]);
    await page.close();
  });

  test("on a narrow screen every cell of a table is on the screen, with its title", async () => {
    const { page } = await open(url(), { viewport: { width: 390, height: 844 } });
    for (const view of ["findings", "artifacts", "record", "errors"]) {
      await page.evaluate(`location.hash = "#${view}"`);
      await page.locator(`.view-${view}`).waitFor();
      const cells = await page.locator("main tbody td").evaluateAll((all) =>
        all.map((cell) => {
          const { left, right } = cell.getBoundingClientRect();
          return { left, right, inner: cell.scrollWidth - cell.clientWidth };
        }),
      );
      for (const { left, right, inner } of cells) {
        expect([view, left >= 0, right <= 390, inner]).toEqual([view, true, true, 0]);
      }
    }
    await page.evaluate(`location.hash = "#findings"`);
    const title = `getComputedStyle(document.querySelector("td[data-title=confidence]"), "::before").content`;
    await expect.poll(() => page.evaluate(title)).toBe('"confidence"');
    await page.close();
  });

  test("what nobody declared is told from what was declared as none", async () => {
    const { page } = await open(url("#record"));
    const told = await page.locator(".activity").first().innerText();
    expect(told).toMatch(/transfers\s+not said\s+⚠ to be filled in/);
    expect(told).not.toContain("none, as the organisation declares");
    await page.close();
  });

  test("a bar of nothing draws nothing", async () => {
    const { page } = await open(url("#record"));
    const bars = await page.locator(".completeness .bars li").evaluateAll((all) =>
      all.map((one) => ({
        isNothing: /^0 of/.test(one.querySelector(".number")?.textContent ?? ""),
        drawn: one.querySelectorAll(".bar").length,
      })),
    );
    expect(bars.some(({ isNothing }) => isNothing)).toBe(true);
    for (const { isNothing, drawn } of bars) expect(drawn).toBe(isNothing ? 0 : 1);
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
    await expect.poll(paper).toBe("rgb(255, 255, 255)");
    await page.click("button.theme");
    await page.emulateMedia({ colorScheme: "light" });
    await expect.poll(paper).toBe(dark);
    await page.close();
  });

  test("paper shows every view on white, with the graph, without what only a screen can do", async () => {
    const { page, problems } = await open(url("#errors"), { colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    await page.locator(".view-verification").waitFor();
    await expect.poll(() => page.locator("main > section").count()).toBe(views.length);
    await expect.poll(() => page.locator(".view-graph g[data-node]").count()).toBe(6);
    await expect.poll(() => page.locator("nav.tabs").isVisible()).toBe(false);
    await expect
      .poll(() => page.evaluate("getComputedStyle(document.body).backgroundColor"))
      .toMatch(/255, 255, 255|0, 0, 0, 0/);
    expect((await page.pdf({ preferCSSPageSize: true })).length).toBeGreaterThan(20_000);
    await page.emulateMedia({ media: "screen" });
    await page.locator(".view-verification").waitFor({ state: "detached" });
    expect(problems).toEqual([]);
    await page.close();
  });

  test("a page that is printed the moment it is there shows every view", async () => {
    const { page } = await open(url("#errors"), {}, printAtOnce);
    await expect.poll(() => page.locator("main > section").count()).toBe(views.length);
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
});
