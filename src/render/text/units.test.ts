import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { timeline } from "../../run/index.ts";
import { exampleRun } from "../../testing/runs/recorded-run.ts";
import { paint, renderTimelineHtml, renderTimelineSvg, renderTimelineText } from "../index.ts";
import { formatDuration, formatMoment, formatPercent, formatTimes } from "./units.ts";

test("the figures of a run are the same text on the terminal, in HTML and in a drawing, and what JSON says", () => {
  const run = exampleRun();
  const view = timeline(run.plan, run.state);
  const style = { columns: 100, ascii: false, verbose: true, palette: paint(false), prediction: null };
  const shown = [
    renderTimelineText(view, style),
    renderTimelineHtml(view, null),
    renderTimelineSvg(view, { heading: true }),
  ];
  const { totalMs, sequentialMs, efficiency, criticalPath, speedUp } = view;
  const figures = [
    formatDuration(totalMs),
    formatDuration(sequentialMs),
    formatDuration(criticalPath.durationMs),
    formatPercent(efficiency),
    formatPercent(criticalPath.share),
    formatTimes(speedUp),
  ];
  expect(figures).toEqual(["45.2s", "50.0s", "41.9s", "55%", "93%", "1.11x"]);
  for (const text of shown) for (const figure of figures) expect(text).toContain(figure);
});

test("a moment is written to the second, in UTC, and says so", () => {
  expect(formatMoment("2025-12-09T14:30:22.123Z")).toBe("2025-12-09 14:30:22Z");
  expect(formatMoment("2025-12-09T14:30:22Z")).toBe("2025-12-09 14:30:22Z");
  expect(formatMoment(null)).toBe("-");
});

// The report's page cannot be tested together with the other texts, so its source must use the functions of this room.
test("no view and no page writes shares, counts or moments in a way of its own", () => {
  const root = join(import.meta.dirname, "../../..");
  const files = ["src/render/**/*.ts", "src/cli/**/*.ts", "src/components/exporters/**/*.ts", "report/**/*.{ts,tsx}"]
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .filter((file) => !file.endsWith(".test.ts"));
  expect(files.length).toBeGreaterThan(100);
  const own = /toLocaleString\(|\* 100\)\}|\.toFixed\(2\)\}x|\} %[`<]|dateText/;
  const allowed = new Set(["src/render/text/units.ts"]);
  expect(files.filter((file) => !allowed.has(file) && own.test(readFileSync(join(root, file), "utf8")))).toEqual([]);
});
