import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { judgePublished, publishedTypes } from "./published.ts";

const sentence = (text: string, labels: Readonly<Record<string, string>>) => ({
  full_text: text,
  spans: Object.entries(labels).map(([value, type]) => ({
    entity_type: type,
    start_position: text.indexOf(value),
    end_position: text.indexOf(value) + value.length,
  })),
});

test("the published data set counts every label, whatever its type", async () => {
  const folder = mkdtempSync(join(tmpdir(), "wct-published-"));
  try {
    const file = join(folder, "data.json");
    const sentences = [
      sentence("Write to ines@muster.de from Porto.", { "ines@muster.de": "EMAIL_ADDRESS", Porto: "GPE" }),
      sentence("Call jo@pohl.de", {}),
    ];
    writeFileSync(file, JSON.stringify(sentences));
    const [all, types] = await judgePublished(file);
    const row = (name: string) => all?.rows.find((cells) => cells[0] === name)?.slice(1, 5);
    expect(row("all 17 types")).toEqual(["0.9", "2", ".500", ".500"]);
    expect(row("types that wct means to find")).toEqual(["0.9", "1", ".500", "1"]);
    expect(row("all 17 types, by words")).toEqual(["-", "4", ".500", ".750"]);
    expect(types?.rows.find(([name]) => name === "EMAIL_ADDRESS")?.slice(1, 5)).toEqual(["email", "1", ".500", "1"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the published data set has 17 types", () => {
  expect(new Set(publishedTypes.map(({ type }) => type)).size).toBe(17);
});
