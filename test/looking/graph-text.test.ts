import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DrawRequest, drawGraph } from "../../src/app/graph/draw.ts";
import { paint } from "../../src/render/index.ts";
import { overlay } from "../../src/run/index.ts";
import { type MadeUp, madeUpRun } from "../../src/testing/runs/recorded-run.ts";
import { expectGolden } from "../support/golden.ts";

const request: DrawRequest = {
  format: "text",
  direction: null,
  schemas: false,
  grouping: "auto",
  columns: 100,
  ascii: false,
  palette: paint(false),
};
const draw = (artifacts: readonly MadeUp[], more: Partial<DrawRequest> = {}): string => {
  const { plan, state } = madeUpRun(artifacts, null, "Thirty artifacts");
  return drawGraph(overlay(plan, state), { ...request, ...more }).text;
};

/** Sources of several systems, what is found in each, what follows from it, one record. */
const thirty: readonly MadeUp[] = (() => {
  const systems = ["shop", "crm", "mail", "payroll", "tickets", "logs"];
  const sources = systems.map((id, place): MadeUp => ({ id, start: 0, seconds: 1 + place }));
  const findings = systems.map(
    (id, place): MadeUp => ({
      id: `${id}_personal_data`,
      inputs: [id],
      start: 1 + place,
      seconds: 2 + (place % 3),
      ...(id === "mail" ? { ends: "failed" as const } : {}),
    }),
  );
  const subjects = systems.map(
    (id): MadeUp =>
      id === "mail"
        ? { id: `${id}_subjects`, inputs: [`${id}_personal_data`], start: null, ends: "skipped" }
        : { id: `${id}_subjects`, inputs: [`${id}_personal_data`, id], start: 10, seconds: 1 },
  );
  const purposes = ["sales", "marketing", "employment", "support", "security"].map(
    (id, place): MadeUp => ({
      id: `${id}_purpose`,
      inputs: [`${systems[place]}_subjects`, `${systems[place + 1]}_subjects`].filter((one) => one !== "mail_subjects"),
      start: 12,
      seconds: 1 + place,
    }),
  );
  const later: readonly MadeUp[] = [
    { id: "organisation", start: null, ends: "reused" },
    { id: "retention", inputs: ["sales_purpose", "marketing_purpose"], start: 17, seconds: 2 },
    { id: "transfers", inputs: ["employment_purpose", "support_purpose"], start: 17, seconds: 1 },
    { id: "risks", inputs: ["security_purpose", "logs"], start: 17, ends: "running" },
    { id: "processors", inputs: ["organisation"], start: 17, seconds: 1 },
    { id: "gaps", inputs: ["retention", "transfers", "risks"], start: null },
    { id: "gdpr_article_30", inputs: ["gaps", "processors", "organisation"], start: null },
  ];
  return [...sources, ...findings, ...subjects, ...purposes, ...later];
})();

describe("thirty artifacts", () => {
  test.each([
    ["80 columns", { columns: 80 }],
    ["100 columns", {}],
    ["200 columns", { columns: 200 }],
    ["ascii", { ascii: true }],
    ["colour", { palette: paint(true) }],
    ["top down", { direction: "TD" }],
  ] as const)("in %s", (name, more) => {
    expect(thirty).toHaveLength(30);
    const text = draw(thirty, more);
    expectGolden(`visualise/thirty-${name.replaceAll(" ", "-")}.txt`, text);
    for (const { id } of thirty) if (name !== "80 columns") expect(text).toContain(id);
    const width = "columns" in more ? more.columns : 100;
    if (name !== "colour")
      for (const line of text.split("\n").slice(1)) expect([...line].length).toBeLessThanOrEqual(width);
  });
});

test("plain signs only with --ascii", () => {
  expect(draw(thirty, { ascii: true })).toMatch(/^[\x20-\x7e\n]*$/);
});

const arms: Readonly<Record<string, string>> = {
  "─": "EW",
  "━": "EW",
  "│": "NS",
  "╭": "ES",
  "╮": "SW",
  "╰": "NE",
  "╯": "NW",
  "├": "NES",
  "┤": "NSW",
  "┬": "ESW",
  "┴": "NEW",
  "┼": "NESW",
};
const move = { N: [0, -1], S: [0, 1], E: [1, 0], W: [-1, 0] } as const;
const opposite = { N: "S", S: "N", E: "W", W: "E" } as const;

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Follows the lines of a drawing from left to right and tells which ids they join. */
function readBack(text: string, ids: readonly string[]): ReadonlySet<string> {
  const rows = text
    .split("\n")
    .slice(2)
    .map((row) => [...row]);
  const places = new Map<string, Place>();
  for (const [y, row] of rows.entries())
    for (const match of row.join("").matchAll(/[a-z]\d+/g))
      if (ids.includes(match[0])) places.set(match[0], { x: match.index, y });
  const idAt = new Map([...places].map(([id, { x, y }]) => [`${x} ${y}`, id]));
  const found = new Set<string>();
  for (const [id, { x, y }] of places) {
    for (const head of arrowsFrom(rows, { x: x + id.length + 1, y })) {
      const target = idAt.get(`${head.x + 2} ${head.y}`);
      if (target !== undefined) found.add(`${id} > ${target}`);
    }
  }
  return found;
}

/** The heads of the arrows that lines from a place lead to. */
function* arrowsFrom(rows: readonly (readonly string[])[], from: Place): Generator<Place> {
  const seen = new Set<string>();
  const open: (Place & { readonly going: keyof typeof move })[] = [{ ...from, going: "E" }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { x, y, going: came } = next;
    const sign = rows[y]?.[x] ?? " ";
    const key = `${x} ${y} ${came}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (sign === "▶") {
      yield { x, y };
      continue;
    }
    // An upright line passes over a level one.
    const shown = sign === "│" && (came === "E" || came === "W") ? "EW" : (arms[sign] ?? "");
    if (!shown.includes(opposite[came])) continue;
    for (const going of ["N", "E", "S"] as const) {
      if (!shown.includes(going) || going === opposite[came]) continue;
      open.push({ x: x + move[going][0], y: y + move[going][1], going });
    }
  }
}

/** What is drawn of artifacts with these inputs, by place, as edges; and what can be read off the drawing. */
function drawnAndRead(inputs: readonly (readonly number[])[]) {
  const artifacts = inputs.map(
    (list, node): MadeUp => ({ id: `a${node}`, inputs: list.map((input) => `a${input}`), start: null }),
  );
  const { plan } = madeUpRun(artifacts, null);
  const text = drawGraph(overlay(plan, null), { ...request, direction: "LR", columns: 400 }).text;
  const ids = artifacts.map(({ id }) => id);
  const edges = new Set(inputs.flatMap((list, node) => list.map((input) => `a${input} > a${node}`)));
  return { text, edges, read: readBack(text, ids) };
}

test("following the lines leads from every artifact to its dependents, and hardly ever to another", () => {
  const graph = fc
    .integer({ min: 2, max: 12 })
    .chain((size) =>
      fc.tuple(
        ...Array.from({ length: size }, (_, node) =>
          fc.uniqueArray(fc.nat({ max: Math.max(0, node - 1) }), { maxLength: node === 0 ? 0 : 3 }),
        ),
      ),
    );
  const drawings = fc.sample(graph, { numRuns: 400, seed: 20251209 }).map(drawnAndRead);
  for (const { text, edges, read } of drawings) expect([...edges.difference(read)], text).toEqual([]);
  // Three artifacts, each pair of them going to the same place, and each of these places also to another: such lines
  // can be mistaken however they are drawn.
  const mistaken = drawings.filter(({ edges, read }) => read.size > edges.size);
  expect(mistaken.length).toBeLessThanOrEqual(2);
});

test("where nearly all is joined with all, no line leads nowhere", () => {
  const graph = fc
    .integer({ min: 8, max: 10 })
    .chain((size) => fc.tuple(...Array.from({ length: size }, (_, node) => fc.subarray([...Array(node).keys()]))));
  // Lines that share a track can be mistaken, and a rare graph has more of them: the sample is fixed.
  const drawings = fc.sample(graph, { numRuns: 200, seed: 20261130 }).map(drawnAndRead);
  for (const { text, edges, read } of drawings) expect([...edges.difference(read)], text).toEqual([]);
  const mistaken = drawings.filter(({ edges, read }) => read.size > edges.size);
  expect(mistaken.length).toBeLessThanOrEqual(1);
});

test("500 artifacts are drawn in a terminal of 100 columns, put together, within a second", () => {
  const artifacts = Array.from(
    { length: 500 },
    (_, index): MadeUp => ({
      id: `artifact_${index}`,
      inputs: index < 25 ? [] : [`artifact_${index - 25}`],
      start: 0,
      seconds: 1,
    }),
  );
  const { plan } = madeUpRun(artifacts, null);
  const graph = overlay(plan, null);
  const before = performance.now();
  const text = drawGraph(graph, request).text;
  expect(performance.now() - before).toBeLessThan(1000);
  expect(text).toMatch(/500 artifacts are drawn as \d+ boxes: more do not fit into 100 columns/);
});
