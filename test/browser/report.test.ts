import { statSync } from "node:fs";
import { expect, test } from "vitest";
import { describeInBrowser, views } from "./in-browser.ts";
import { largeRun, pageOf, reportOf } from "./made-up-report.ts";
import { readLargeReport } from "./read-large-report.ts";

describeInBrowser("a report", ({ url, open, whole, put, app }) => {
  test("every view shows, says nothing on the console, and asks nobody for anything", async () => {
    const { page, problems } = await open(url());
    for (const view of views) {
      await page.click(`nav.tabs a[href="#${view}"]`);
      await page.locator(`.view-${view}`).waitFor();
      await expect.poll(() => page.getAttribute(`nav.tabs a[href="#${view}"]`, "aria-current")).toBe("page");
      await expect.poll(() => page.locator("main > section").count()).toBe(1);
      await expect.poll(() => page.locator("main > section > h2").isVisible()).toBe(true);
    }
    await expect.poll(() => page.evaluate("'hacked' in window")).toBe(false);
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

  test("a panel shows content, lineage and digests, and leads from artifact to artifact", async () => {
    const { page } = await open(url("#artifacts/personal_data"));
    await expect.poll(() => page.textContent("dialog")).toContain("the first 2 of 1,200");
    await page.click("dialog .elements li:first-child summary");
    await expect.poll(() => page.textContent("dialog .elements li:first-child")).toContain("special_category");
    await page.click("dialog .lineage a >> text=crm");
    await expect.poll(() => page.textContent("dialog h2")).toBe("crm");
    await page.close();
  });

  test("errors tell code, message and hint; what was skipped tells because of whom", async () => {
    const { page } = await open(url("#errors"));
    const text = await page.textContent("main");
    for (const part of ["WCT_PRODUCE_THREW", "it threw", "subjects", "input-failed"]) expect(text).toContain(part);
    await page.close();
  });

  test.each(["switched off", "taken out of the page"])("with scripts %s it tells the short form", async (how) => {
    put("bare.html", whole().replaceAll(/<script>.*?<\/script>/gs, ""));
    const { page } = await open(how === "switched off" ? url() : url("", "bare.html"), {
      javaScriptEnabled: how !== "switched off",
    });
    const text = await page.textContent("#static");
    for (const part of ["short form", "intact", "WCT_PRODUCE_THREW", "personal_data", "skipped"])
      expect(text).toContain(part);
    await expect.poll(() => page.locator("#static table").isVisible()).toBe(true);
    await expect.poll(() => page.locator("#graph svg").isVisible()).toBe(true);
    await page.close();
  });

  test("a page whose data is broken falls back on the short form", async () => {
    put("broken.html", whole().replace('"artifacts":[', '"artifacts":{}, "nothing":['));
    const { page, problems } = await open(url("", "broken.html"));
    expect(problems).toHaveLength(1);
    await expect.poll(() => page.locator("#static table").isVisible()).toBe(true);
    await page.close();
  });

  test("a run of 1,000 artifacts with more content than fits stays below 3 MB and answers soon", async () => {
    const run = largeRun(1000);
    const data = reportOf(run, { reading: await readLargeReport(run) });
    const path = put("large.html", pageOf(run, data, app()));
    expect(statSync(path).size).toBeLessThan(3_000_000);
    expect(data.findings.rows.length).toBeGreaterThan(500);
    const times: number[] = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const { page, problems } = await open(url("#artifacts", "large.html"));
      times.push(await page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive"));
      await expect.poll(() => page.locator("main tbody tr").count()).toBe(250);
      expect(problems).toEqual([]);
      await page.close();
    }
    // A second on a machine that has time; a busy one takes longer.
    expect(Math.min(...times)).toBeLessThan(3000);
  }, 60_000);
});
