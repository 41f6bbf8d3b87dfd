import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type ContentOf, type ExportContext, gdprArticle30 } from "../../plugin/index.ts";
import { sampleRecord } from "../../testing/article-30-record.ts";
import { inputPartOf, ofUnknownOrigin } from "../../testing/component-context.ts";
import { htmlText } from "./html-page.ts";
import { html, json, markdown } from "./index.ts";
import { composeRecord } from "./record/compose.ts";
import { renderHtml } from "./record/render-html.ts";
import { markdownText, renderMarkdown } from "./record/render-markdown.ts";
import { style } from "./record/style.ts";

type Article30Record = ContentOf<typeof gdprArticle30>;

const signal = new AbortController().signal;

const documentOf = (record: Article30Record) => composeRecord(record, { artifact: "record", digest: "00".repeat(32) });

async function piecesOf(exported: AsyncGenerator<string | Uint8Array, void, void>): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of exported) pieces.push(typeof piece === "string" ? piece : Buffer.from(piece).toString());
  return pieces;
}

type AnyInput = ExportContext<"any">["input"];

const anyInput = (content: object, elements: readonly object[] | null): AnyInput => ({
  artifact: "made",
  schema: "thing:1.0.0",
  digest: "ab".repeat(32),
  size: elements === null ? null : elements.length,
  // The element type of an unknown schema is `never`.
  elements: () => each((elements ?? []) as never[]),
  // Batches of two, after an empty one.
  batches: () => each([[], ...chunksOf((elements ?? []) as never[], 2)]),
  rest: async () => content,
});

function chunksOf<Element>(elements: readonly Element[], size: number): readonly (readonly Element[])[] {
  const starts = Array.from({ length: Math.ceil(elements.length / size) }, (_, i) => i * size);
  return starts.map((start) => elements.slice(start, start + size));
}

async function* each<Element>(elements: readonly Element[]): AsyncGenerator<Element, void, void> {
  yield* elements;
}

async function jsonOf(content: object, stream: string | null, elements: readonly object[] = []): Promise<string> {
  const input = anyInput(content, stream === null ? null : elements);
  return (await piecesOf(json.export({ input, stream, contentSchema: null, ...ofUnknownOrigin, signal }))).join("");
}

test("JSON holds schema, content with its stream first, and metadata, indented as people expect", async () => {
  const text = await jsonOf({ name: "n", nested: { list: [1] } }, "items", [{ a: 1 }, { b: "x\ny" }]);
  const whole = {
    schema: "thing:1.0.0",
    content: { items: [{ a: 1 }, { b: "x\ny" }], name: "n", nested: { list: [1] } },
    metadata: { artifact: "made", digest: "ab".repeat(32), elements: 2 },
  };
  expect(text).toBe(`${JSON.stringify(whole, null, 2)}\n`);
});

test("JSON of any content is what one call of JSON.stringify would write", async () => {
  const object = fc.dictionary(
    fc.string({ minLength: 1 }).filter((key) => key !== "items" && !/^\d+$/.test(key)),
    fc.jsonValue(),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.dictionary(fc.string(), fc.jsonValue())),
      object,
      fc.boolean(),
      async (elements, rest, streams) => {
        const content = streams ? { items: elements, ...rest } : rest;
        const metadata = { artifact: "made", digest: "ab".repeat(32), elements: streams ? elements.length : null };
        const expected = JSON.stringify({ schema: "thing:1.0.0", content, metadata }, null, 2);
        expect(await jsonOf(rest, streams ? "items" : null, elements)).toBe(`${expected}\n`);
      },
    ),
  );
});

test("JSON is written while batches arrive, a piece for each", async () => {
  let taken = 0;
  async function* many() {
    for (; taken < 1000; taken += 1) yield Array.from({ length: 100 }, () => ({ text: "x".repeat(100) }) as never);
  }
  const exported = json.export({
    input: { ...anyInput({}, null), batches: many },
    stream: "findings",
    contentSchema: null,
    ...ofUnknownOrigin,
    signal,
  });
  await exported.next();
  const pieces = [await exported.next(), await exported.next(), await exported.next()];
  expect(taken).toBeLessThan(3);
  expect(Math.max(...pieces.map(({ value }) => String(value).length))).toBeLessThan(20_000);
  await exported.return();
});

const written = async (exporter: typeof html, record: Article30Record): Promise<string> =>
  (
    await piecesOf(
      exporter.export({
        input: inputPartOf(gdprArticle30, { rest: record }),
        stream: null,
        contentSchema: null,
        ...ofUnknownOrigin,
        signal,
      }),
    )
  ).join("");

test("both documents carry every fact of the record, and the same bytes each time", async () => {
  const documents = [await written(html, sampleRecord), await written(markdown, sampleRecord)];
  for (const document of documents) {
    for (const fact of [
      "Bergkristall Versand GmbH",
      "Dr. Ilse Wagner",
      "Fulfilling orders of customers",
      "Direct marketing",
      "Customer",
      "shop.customers.email",
      "special category",
      "Parcel carrier",
      "Three years after the last order",
      "Access control",
      "Art. 6(1)(b)",
      "Religious belief",
      "shop.staff.church",
      "document whose text is not extracted",
      "22 of 29 entries filled",
      "Art. 30(1)(b)",
      "Art. 30(1)(g)",
    ])
      expect(document).toContain(fact);
    expect(document.toLowerCase()).not.toContain("complian");
  }
  expect([await written(html, sampleRecord), await written(markdown, sampleRecord)]).toEqual(documents);
});

test("items stand in the order of the Regulation, each gap inside its item and in the list of gaps", () => {
  const text = renderMarkdown(documentOf(sampleRecord));
  const places = ["b", "c", "d", "e", "f", "g"].map((letter) => text.indexOf(`(Art. 30(1)(${letter}))`));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places.every((place) => place > 0)).toBe(true);
  for (const { message, how_to_fill } of sampleRecord.gaps) {
    expect(text.split(markdownText(message))).toHaveLength(3);
    expect(text.split(markdownText(how_to_fill))).toHaveLength(3);
  }
});

test("every source has a number that something refers to, and every reference a source", () => {
  const document = renderHtml(documentOf(sampleRecord));
  const defined = [...document.matchAll(/id="source-(\d+)"/g)].map(([, number]) => Number(number));
  const used = [...document.matchAll(/href="#source-(\d+)"/g)].map(([, number]) => Number(number));
  expect(defined).toEqual(defined.map((_, index) => index + 1));
  expect([...new Set(used)]).toEqual(defined);
});

test("a cell without a value never looks filled", () => {
  const nameless = {
    ...sampleRecord,
    controller: { ...sampleRecord.controller, name: { value: " ", status: "provided" as const, provenance: [] } },
  };
  const table = renderMarkdown(documentOf(nameless))
    .split("\n")
    .find((line) => line.includes("Lindenweg"));
  expect(table).toMatch(/^\| \*\*To be completed\*\* \|/);
});

test("transfers without an entry and without a gap are declared to be none", () => {
  expect(renderMarkdown(documentOf({ ...sampleRecord, gaps: [] }))).toContain(
    "#### Transfers to third countries (Art. 30(1)(e))\n\nNone, as the organisation declares.",
  );
});

test("a processor's record answers Art. 30(2)", () => {
  const activities = sampleRecord.activities.map((activity) => ({ ...activity, role: "processor" as const }));
  const text = renderMarkdown(
    documentOf({ ...sampleRecord, role: "processor", activities, acting_for: [sampleRecord.controller] }),
  );
  for (const part of [
    "Art. 30(2)(a)",
    "Art. 30(2)(b)",
    "Art. 30(2)(c)",
    "Art. 30(2)(d)",
    "**On behalf of**",
    "**Processor**",
  ]) {
    expect(text).toContain(part);
  }
});

test("a gap in an item that the activity's role has no section for is shown with the activity", () => {
  const activities = sampleRecord.activities.map((activity) => ({ ...activity, role: "processor" as const }));
  const text = renderMarkdown(documentOf({ ...sampleRecord, activities }));
  for (const { message } of sampleRecord.gaps) expect(text.split(markdownText(message))).toHaveLength(3);
});

test("thousands of findings behind a cell are counted, not listed", () => {
  const ids = Array.from({ length: 5000 }, (_, index) => `finding-${index}`);
  const places = ids.map((id) => `place-of-${id}`);
  const [activity] = sampleRecord.activities;
  if (activity === undefined) throw new Error("the sample has an activity");
  const name = { ...activity.owner, provenance: [{ kind: "finding" as const, artifact: "big", ids, places }] };
  const text = renderMarkdown(documentOf({ ...sampleRecord, activities: [{ ...activity, owner: name }] }));
  expect(text).toContain("and 4988 more");
  expect(text).toContain("5000 findings of big");
  expect(text).not.toContain("finding-12,");
});

const hostile = `<script>alert(1)</script>"'&|\n# x\n[a](javascript:b) \`c\` ![d](e) \u202Eevil *b*`;

function hostileRecord(): Article30Record {
  const cell = {
    value: hostile,
    status: "provided" as const,
    provenance: [{ kind: "config" as const, file: hostile, path: hostile }],
  };
  const party = { name: cell, address: cell, email: cell, telephone: cell };
  const [activity] = sampleRecord.activities;
  if (activity === undefined) throw new Error("the sample has an activity");
  return {
    ...sampleRecord,
    controller: party,
    activities: [
      {
        ...activity,
        id: hostile,
        name: cell,
        personal_data: [{ category: cell, special_category: true, sources: [hostile] }],
      },
    ],
    gaps: [{ item: hostile, activity: hostile, message: hostile, how_to_fill: hostile }],
    unassigned: [{ category: hostile, special_category: false, sources: [hostile], findings: [hostile] }],
    limits: { truncated: true, notices: [{ what: hostile, reason: hostile }] },
    completeness: { overall: 1, by_item: { [hostile]: { filled: 1, applicable: 1 } } },
    inputs: [{ artifact: hostile, schema: hostile, digest: hostile }],
  };
}

test("text of others is shown and never becomes markup in HTML", () => {
  const document = renderHtml(documentOf(hostileRecord()));
  expect(document).not.toContain("<script");
  expect(document).not.toContain("\u202E");
  const calm = renderHtml(documentOf({ ...hostileRecord(), ...harmless(hostileRecord()) }));
  expect(tags(document)).toEqual(tags(calm));
});

// Returns the record with every hostile text replaced: the tags that remain come from the exporter itself.
function harmless(record: Article30Record): Article30Record {
  return JSON.parse(JSON.stringify(record).replaceAll(JSON.stringify(hostile).slice(1, -1), "a text"));
}

const tags = (document: string): string[] => [...document.matchAll(/<\/?([a-z][a-z0-9]*)/g)].map(([tag]) => tag);

test("text of others never becomes structure in Markdown", () => {
  const lines = renderMarkdown(documentOf(hostileRecord())).split("\n");
  const calm = renderMarkdown(documentOf(harmless(hostileRecord()))).split("\n");
  expect(lines.length).toBe(calm.length);
  const columns = (line: string): number => line.split(/(?<!\\)\|/).length;
  expect(lines.map(columns)).toEqual(calm.map(columns));
  expect(lines.join("\n")).not.toMatch(/(?<!\\)\[a\(/);
  expect(lines.join("\n")).not.toContain("<script");
});

test("escaped text has nothing that could end it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(htmlText(text)).not.toMatch(/[<>"'\n]/);
      expect(markdownText(text)).not.toMatch(/[<>\n]|(?<!\\)(?:\\\\)*[|*_`[\]]/);
    }),
  );
});

test("the HTML loads nothing, runs nothing, and its policy allows its own style only", () => {
  const document = renderHtml(documentOf(sampleRecord));
  const digest = createHash("sha256").update(style).digest("base64");
  expect(document).toContain(`default-src 'none'; style-src 'sha256-${digest}'`);
  expect(document).toContain(`<style>${style}</style>`);
  expect(document).not.toMatch(/\ssrc=|url\(|@import|<link|\sstyle=|\son\w+=|https?:/);
});

test("the HTML can be read by assistive technology: language, headings without jumps, scopes, unique ids", () => {
  const document = renderHtml(documentOf(sampleRecord));
  expect(document).toContain('<html lang="en">');
  const levels = [...document.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
  for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
  expect(document).not.toMatch(/<th>/);
  const ids = [...document.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, id] of document.matchAll(/(?:href="#|labelledby=")([^"]*)"/g)) expect(ids).toContain(id);
});
