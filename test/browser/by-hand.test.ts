import { expect, test } from "vitest";
import { describeInBrowser } from "./in-browser.ts";

describeInBrowser("a report under the hands of its reader", ({ url, open }) => {
  test("a box of the graph opens its artifact by click; Escape and the way back close it", async () => {
    const { page, problems } = await open(url("#graph"));
    await page.click('g[data-label="subjects"]');
    await expect.poll(() => page.textContent("dialog h2")).toBe("subjects");
    await expect.poll(() => page.url()).toContain("#graph/subjects");
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    await expect.poll(() => page.url()).toMatch(/#graph$/);
    await page.click('g[data-label="crm"]');
    await page.goBack();
    await page.locator("dialog").waitFor({ state: "detached" });
    expect(problems).toEqual([]);
    await page.close();
  });

  test("the graph shows where the artifacts of a status are", async () => {
    const { page } = await open(url("#graph"));
    const choice = page.locator(".view-graph label.choice", { hasText: "status" }).locator("select");
    await choice.waitFor();
    expect(await choice.locator("option").allTextContents()).toEqual([
      "all",
      "failed (1)",
      "skipped (1)",
      "completed (3)",
      "reused (1)",
    ]);
    await choice.selectOption("failed");
    await expect.poll(() => page.locator(".view-graph g[data-node]:not(.dim)").count()).toBe(1);
    await expect.poll(() => page.locator(".view-graph g[data-node]:not(.dim)").textContent()).toContain("mail");
    await page.close();
  });

  test("the graph is walked with arrow keys, Enter opens, and the focus comes back", async () => {
    const { page } = await open(url("#graph"));
    const focused = () => page.evaluate("document.activeElement.dataset.label");
    await page.focus('g[data-label="crm"]');
    await page.keyboard.press("ArrowDown");
    await expect.poll(focused).toBe("personal_data");
    await page.keyboard.press("ArrowUp");
    await expect.poll(focused).toBe("crm");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.textContent("dialog h2")).toBe("crm");
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    await expect.poll(focused).toBe("crm");
    await page.close();
  });

  test("everything is reached by Tab, and the first stop leads past the navigation", async () => {
    const { page } = await open(url("#artifacts"));
    await page.keyboard.press("Tab");
    await expect.poll(() => page.evaluate("document.activeElement.className")).toBe("skip");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.evaluate("document.activeElement.localName")).toBe("main");
    await page.keyboard.press("/");
    await page.locator("input[type=search]:focus").waitFor();
    await page.keyboard.type("subj");
    await expect.poll(() => page.locator("main tbody tr").count()).toBe(1);
    await expect.poll(() => page.url()).toContain("q=subj");
    await page.close();
  });

  test("arrow keys go from row to row of a table", async () => {
    const { page } = await open(url("#artifacts"));
    await page.focus("main tbody tr:first-child a");
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => page.evaluate("document.activeElement.textContent")).toBe("mail");
    await page.keyboard.press("End");
    await expect.poll(() => page.evaluate("document.activeElement.textContent")).toBe("record");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.textContent("dialog h2")).toBe("record");
    await page.close();
  });

  test("findings are filtered by text, kind, confidence and care; the address says so, and leads back", async () => {
    const { page } = await open(url("#findings"));
    const rows = page.locator("main tbody tr");
    expect(await rows.count()).toBe(100);
    await expect.poll(() => page.textContent(".notice")).toContain("500 are only in the record");
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
    await expect.poll(() => page.textContent("main")).toContain("No matching findings.");
    await page.close();
    await again.page.close();
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
    await expect.poll(width).toBe(whole);
    await page.close();
  });
});
