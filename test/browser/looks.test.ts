import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { describeInBrowser, views } from "./in-browser.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Lines of a box are told apart by a comma in its name; the rule puts them together without any. */
const unfit = { "label-content-name-mismatch": { enabled: false } };

describeInBrowser("how a report looks", ({ url, open }) => {
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
