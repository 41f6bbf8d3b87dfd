import { expect, test } from "vitest";
import type { MadeUpRun } from "../../src/testing/runs/recorded-run.ts";
import { chain, disconnected, fan, pipeline, withFailure } from "../support/large-runs.ts";
import { describeInBrowser } from "./in-browser.ts";
import { pageOf, reportOf } from "./made-up-report.ts";

interface Seen {
  /** The whole width is in the frame. */
  readonly fits: boolean;
  /** Of its texts, in pixels of the screen. */
  readonly smallest: number;
  readonly isWithin: boolean;
  readonly boxes: number;
  readonly edges: number;
}

describeInBrowser("the graph of a large run in its report", ({ url, open, put, app }) => {
  const show = async (name: string, run: MadeUpRun, viewport = { width: 1280, height: 800 }, hash = "#graph") => {
    put(`${name}.html`, pageOf(run, reportOf(run), app()));
    const opened = await open(url(hash, `${name}.html`), { viewport });
    await opened.page.locator(".drawing svg g[data-node]").first().waitFor();
    return opened;
  };
  const boxes = ".drawing g[data-node]";

  test.each([
    ["a fan of 1,000", () => fan(1000), 1280],
    ["a pipeline of 300", () => pipeline(300), 800],
    ["a chain of 1,000", () => chain(1000), 390],
    ["a failure among 1,000", () => withFailure(1000), 390],
    ["separate parts, 1,000", () => disconnected(1000), 1920],
  ] as const)("opens as an overview that can be read: %s", async (name, make, width) => {
    const { page, problems } = await show(name.replaceAll(/\W+/g, "-"), make(), { width, height: 900 });
    const seen = await page.evaluate<Seen>(`(() => {
      const drawing = document.querySelector(".drawing svg");
      const [frame, own] = [drawing.parentElement, drawing].map((one) => one.getBoundingClientRect());
      const scale = own.width / drawing.viewBox.baseVal.width;
      const texts = [...drawing.querySelectorAll("g[data-node] text")];
      return {
        fits: own.left >= frame.left - 1 && own.right <= frame.right + 1,
        smallest: Math.min(...texts.map((text) => parseFloat(getComputedStyle(text).fontSize))) * scale,
        isWithin: texts.every((text) => {
          const [box, inner] = [text.parentElement.querySelector(".box"), text].map((one) => one.getBBox());
          return inner.x >= box.x && inner.x + inner.width <= box.x + box.width && inner.y + inner.height <= box.y + box.height;
        }),
        boxes: drawing.querySelectorAll("g[data-node]").length,
        edges: drawing.querySelectorAll("path[data-from]").length,
      };
    })()`);
    expect(seen.isWithin).toBe(true);
    expect(seen.fits).toBe(true);
    expect(seen.smallest).toBeGreaterThanOrEqual(9);
    expect(seen.boxes).toBeLessThanOrEqual(24);
    expect(seen.edges).toBeLessThanOrEqual(40);
    expect(problems).toEqual([]);
    await page.close();
  });

  test("a group opens in its place by click and by key, down to its artifacts, and closes again", async () => {
    const { page, problems } = await show("fan", fan(1000));
    const group = page.locator(`${boxes}.group`).first();
    await expect.poll(() => group.getAttribute("aria-expanded")).toBe("false");
    await group.click();
    const opened = page.locator(`${boxes}.open`);
    await expect.poll(() => opened.count()).toBe(1);
    await expect.poll(() => opened.getAttribute("aria-expanded")).toBe("true");
    const inner = page.locator(`${boxes}.group:not(.open)`).first();
    await inner.focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => opened.count()).toBe(2);
    await expect.poll(() => page.locator(`${boxes}:not(.group)`).count()).toBeGreaterThan(30);
    await expect.poll(() => page.evaluate("document.activeElement.getAttribute('aria-expanded')")).toBe("true");
    await page.keyboard.press("Enter");
    await expect.poll(() => opened.count()).toBe(1);
    await page.click("text=Close all groups");
    await expect.poll(() => opened.count()).toBe(0);
    expect(problems).toEqual([]);
    await page.close();
  });

  test("an artifact is found by its name, wherever it is, and the address leads back to it", async () => {
    const { page } = await show("fan", fan(1000));
    await page.keyboard.press("/");
    await page.keyboard.type("item_777");
    await expect.poll(() => page.textContent(".hits")).toContain("1 found");
    await page.keyboard.press("Enter");
    const chosen = page.locator(`${boxes}.chosen`);
    await expect.poll(() => chosen.getAttribute("data-label")).toBe("item_777");
    const isSeen = () =>
      chosen.evaluate((box) => {
        const frame = box.closest(".drawing")!.getBoundingClientRect();
        const { left, right, top, bottom, width } = box.getBoundingClientRect();
        return left >= frame.left && right <= frame.right && top >= frame.top && bottom <= frame.bottom && width > 60;
      });
    await expect.poll(isSeen).toBe(true);
    const again = await open(page.url(), { viewport: { width: 800, height: 800 } });
    await expect.poll(() => again.page.locator(`${boxes}.chosen`).getAttribute("data-label")).toBe("item_777");
    await page.close();
    await again.page.close();
  });

  test("the failed path is told whole, and what failed has a box of its own", async () => {
    const { page } = await show("failed", withFailure(1000));
    const path = page.locator(".path", { hasText: "Failed path" }).locator("li a");
    await expect.poll(() => path.allTextContents()).toEqual(["source_12", "found_12", "joined_12", "record"]);
    await expect
      .poll(() => page.locator(`${boxes}[data-status=failed]`).first().getAttribute("data-label"))
      .toBe("found_12");
    await page.selectOption('label:has-text("group by") select', "failure");
    await expect.poll(() => page.textContent(".drawing svg")).toContain("not concerned");
    await page.close();
  });

  test("it zooms by its buttons and fits again", async () => {
    const { page } = await show("pipeline", pipeline(300));
    const width = (): Promise<number> => page.evaluate("document.querySelector('.drawing svg').clientWidth");
    const before = await width();
    await page.click('button[aria-label="Larger"]');
    expect((await width()) / before).toBeCloseTo(1.3, 1);
    await page.getByRole("button", { name: "Fit" }).click();
    const frame: number = await page.evaluate("document.querySelector('.drawing').clientWidth");
    await expect.poll(width).toBeLessThanOrEqual(frame);
    await page.close();
  });
});
