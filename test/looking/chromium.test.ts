import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  drawingOf,
  renderGraphHtml,
  renderGraphSvg,
  renderTimelineHtml,
  renderTimelineSvg,
} from "../../src/render/index.ts";
import { overlay, timeline } from "../../src/run/index.ts";
import { madeUpRun } from "../../src/testing/runs/recorded-run.ts";

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly texts: readonly { readonly left: number; readonly right: number }[];
}

const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) => existsSync(path));

const long = "a_name_that_goes_on_and_on_".repeat(4);
const run = madeUpRun(
  [
    { id: "crm", name: "</script><script>window.hacked=1</script>", start: 0, seconds: 4 },
    { id: "mail", name: "<img src=x onerror='window.hacked=1'>", start: 0, seconds: 2, ends: "failed" },
    { id: "orders", name: "👩‍👩‍👧 naïve 数据 \u202ereversed", start: null, ends: "reused" },
    { id: long, name: long, inputs: ["crm", "orders"], start: 4, seconds: 3 },
    { id: "subjects", name: "]]> --> \"quoted\" & 'so'", inputs: ["mail"], start: null, ends: "skipped" },
    { id: "record", inputs: [long, "subjects"], start: 7, ends: "running" },
  ],
  null,
  "Title </title><script>window.hacked=1</script>",
);
const graph = overlay(run.plan, run.state);
const options = { direction: "TD", schemas: true } as const;
const view = timeline(run.plan, run.state);

describe.skipIf(executablePath === undefined)("in a browser [needs chromium]", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: ["--no-sandbox"] });
  });
  afterAll(() => browser.close());

  const open = async (text: string, type: "image/svg+xml" | "text/html", colorScheme: "light" | "dark" = "light") => {
    const page = await browser.newPage({ colorScheme });
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => problems.push(message.text()));
    page.on("request", (request) => {
      if (request.url() !== "http://wct.test/") problems.push(request.url());
    });
    await page.route("http://wct.test/", (route) =>
      route.fulfill({ body: text, contentType: `${type}; charset=utf-8` }),
    );
    await page.goto("http://wct.test/");
    return { page, problems };
  };

  test.each([
    ["graph.svg", () => renderGraphSvg(drawingOf(graph), options), "image/svg+xml"],
    ["graph.html", () => renderGraphHtml(graph, drawingOf(graph), options), "text/html"],
    ["timeline.svg", () => renderTimelineSvg(view, { heading: true }), "image/svg+xml"],
    ["timeline.html", () => renderTimelineHtml(view, null), "text/html"],
  ] as const)("%s shows every artifact, runs nothing that a name says, loads nothing", async (_, draw, type) => {
    const { page, problems } = await open(draw(), type);
    const text = await page.evaluate<string>("document.documentElement.textContent");
    for (const id of ["crm", "mail", "orders", "subjects"]) expect(text).toContain(id);
    expect(await page.evaluate<boolean>("'hacked' in window")).toBe(false);
    expect(problems).toEqual([]);
    await page.close();
  });

  test("no text of a graph sticks out of its box, and no box lies on another", async () => {
    const { page } = await open(renderGraphSvg(drawingOf(graph), options), "image/svg+xml");
    const boxes = await page.evaluate<readonly Box[]>(`[...document.querySelectorAll("g[data-node]")].map((group) => {
      const { x, y, width, height } = group.querySelector("rect").getBBox();
      const texts = [...group.querySelectorAll("text")].map((text) => text.getBBox());
      return { x, y, width, height, texts: texts.map((text) => ({ left: text.x, right: text.x + text.width })) };
    })`);
    expect(boxes).toHaveLength(6);
    for (const box of boxes) {
      for (const { left, right } of box.texts) {
        expect(left).toBeGreaterThanOrEqual(box.x);
        expect(right).toBeLessThanOrEqual(box.x + box.width);
      }
      const others = boxes.filter((other) => other !== box);
      expect(
        others.some(
          (other) =>
            other.x < box.x + box.width &&
            box.x < other.x + other.width &&
            other.y < box.y + box.height &&
            box.y < other.y + other.height,
        ),
      ).toBe(false);
    }
    await page.close();
  });

  test("statuses have their colours, in light and in dark", async () => {
    for (const scheme of ["light", "dark"] as const) {
      const { page } = await open(renderGraphSvg(drawingOf(graph), options), "image/svg+xml", scheme);
      const fills = await page.evaluate<object>(`Object.fromEntries(
        [...document.querySelectorAll("g[data-node]")].map((group) => [
          group.dataset.status,
          getComputedStyle(group.querySelector("rect")).fill,
        ]),
      )`);
      expect(fills).toEqual({
        completed: "rgb(144, 238, 144)",
        reused: "rgb(144, 238, 144)",
        failed: "rgb(255, 107, 107)",
        skipped: "rgb(255, 165, 0)",
        running: "rgb(211, 211, 211)",
      });
      await page.close();
    }
  });
});
