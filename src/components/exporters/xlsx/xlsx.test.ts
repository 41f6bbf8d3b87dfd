import { createHash } from "node:crypto";
import fc from "fast-check";
import { unzipSync } from "fflate/browser";
import sax from "sax";
import { afterEach, expect, test } from "vitest";
import { type ExportContext, gdprArticle30, personalDataFinding, readContent } from "../../../plugin/index.ts";
import { sampleRecord } from "../../../testing/article-30-record.ts";
import { inputPartOf, ofUnknownOrigin } from "../../../testing/component-context.ts";
import { sampleAnalysis, samplePersonalData } from "../../../testing/findings.ts";
import type { Article30Record } from "../record/activity-texts.ts";
import { xlsx } from "../xlsx.ts";
import { letters, type SheetCell } from "./cell-xml.ts";
import { elementSheets } from "./export-workbook.ts";
import { type WorkbookSheet, workbookPieces } from "./workbook.ts";

const signal = new AbortController().signal;

async function bytesOf(pieces: AsyncIterable<string | Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(Buffer.from(piece));
  return Buffer.concat(all);
}

const contextOf = (input: object, part: Partial<ExportContext<"any">> = {}): ExportContext<"any"> => ({
  input: input as ExportContext<"any">["input"],
  ...{ stream: null, contentSchema: null, ...ofUnknownOrigin, signal },
  ...part,
});

const workbookOf = (record: Article30Record): Promise<Uint8Array> =>
  bytesOf(xlsx.export(contextOf(inputPartOf(gdprArticle30, { artifact: "record", rest: record }))));

interface ReadCell {
  readonly reference: string;
  readonly style: number;
  readonly type: string;
  text: string;
}

/** Reads a workbook as XML: the cells of each sheet by its name. Throws where a part is not well-formed. */
function read(bytes: Uint8Array): ReadonlyMap<string, readonly ReadCell[]> {
  const parts = unzipSync(bytes);
  const text = (name: string): string => new TextDecoder("utf-8", { fatal: true }).decode(parts[name]);
  for (const name of Object.keys(parts)) sax.parser(true).write(text(name)).close();
  const names = [...text("xl/workbook.xml").matchAll(/<sheet name="([^"]*)"/g)].map(([, name = ""]) => name);
  return new Map(names.map((name, i) => [name, cellsOf(text(`xl/worksheets/sheet${i + 1}.xml`))]));
}

function cellsOf(xml: string): readonly ReadCell[] {
  const cells: ReadCell[] = [];
  const parser = sax.parser(true);
  parser.onopentag = ({ name, attributes }) => {
    if (name === "f") throw new Error("a cell has a formula");
    if (name !== "c") return;
    cells.push({
      reference: `${attributes["r"]}`,
      style: Number(attributes["s"]),
      type: `${attributes["t"]}`,
      text: "",
    });
  };
  parser.ontext = (text) => {
    const last = cells.at(-1);
    if (last !== undefined) last.text += text;
  };
  parser.write(xml).close();
  return cells;
}

const rowOf = (cells: readonly ReadCell[], number: number): readonly string[] =>
  cells.filter(({ reference }) => new RegExp(`^[A-Z]+${number}$`).test(reference)).map(({ text }) => text);

/** The columns A to AD of the template. */
const icoColumns = [
  "Business function",
  "Purpose of processing",
  "Name and contact details of joint controller",
  "Categories of individuals",
  "Categories of personal data",
  "Categories of recipients",
  "Link to contract with processor",
  "Names of third countries or international organisations",
  "Safeguards for exceptional transfers",
  "Retention schedule",
  "General description of security measures",
  "Article 6 lawful basis",
  "Article 9 condition",
  "Legitimate interests",
  "Link to LIA record",
  "Rights available",
  "Automated decision-making",
  "Source of the personal data",
  "Link to record of consent",
  "Location of personal data",
  "DPIA required?",
  "DPIA progress",
  "Link to DPIA",
  "Breach occurred?",
  "Link to breach record",
  "DPA 2018 Schedule 1 condition",
  "Article 6 basis",
  "Link to retention policy",
  "Retained and erased per policy?",
  "Reasons for not adhering",
];

test("the sheet of a controller has the 30 columns of the ICO template in order, below the three parties", async () => {
  const sheet = read(await workbookOf(sampleRecord)).get("Controller") ?? [];
  expect(rowOf(sheet, 7)).toEqual(icoColumns);
  expect(sheet.some(({ reference }) => reference === "AD7")).toBe(true);
  expect(rowOf(sheet, 2)).toEqual(["Controller", "Data protection officer", "Representative"]);
  expect(rowOf(sheet, 3)).toEqual(["Name", "Bergkristall Versand GmbH", "Name", "Dr. Ilse Wagner", "Name", "Not said"]);
  expect(rowOf(sheet, 6).slice(0, 2)).toEqual(["Telephone", "+49 341 5550100"]);
  expect(rowOf(sheet, 8).slice(0, 2)).toEqual([
    "Orders and delivery (Head of sales)",
    "Fulfilling orders of customers; Direct marketing",
  ]);
});

test("a processor's activities have a sheet of their own, with the controllers that they are done for", async () => {
  const [activity] = sampleRecord.activities;
  if (activity === undefined) throw new Error("the sample has an activity");
  const acting = { value: ["Bergkristall Versand GmbH", "Other AG"], status: "provided" as const, provenance: [] };
  const processor = { ...activity, id: "p", role: "processor" as const, acting_for: acting };
  const record = { ...sampleRecord, role: "both" as const, acting_for: [sampleRecord.controller] };
  const sheets = read(await workbookOf({ ...record, activities: [activity, processor] }));
  expect([...sheets.keys()]).toEqual(["Controller", "Processor", "Gaps", "Not covered", "Not examined", "Origin"]);
  const row = rowOf(sheets.get("Processor") ?? [], 8);
  expect(row[1]).toContain("office@bergkristall.example");
  expect(row[1]).toContain("; Other AG");
  const only = read(await workbookOf({ ...record, role: "processor", activities: [processor] }));
  expect([...only.keys()][0]).toBe("Processor");
});

test("gaps, what no activity covers, what was not examined and how the record was made have sheets", async () => {
  const sheets = read(await workbookOf(sampleRecord));
  expect(rowOf(sheets.get("Gaps") ?? [], 2)[0]).toBe("30(1)(e)");
  expect(rowOf(sheets.get("Not covered") ?? [], 2)).toEqual(["Religious belief", "Yes", "shop.staff.church_tax", "1"]);
  expect(rowOf(sheets.get("Not examined") ?? [], 2).join()).toContain("customers");
  expect((sheets.get("Origin") ?? []).map(({ text }) => text)).toContain("3f".repeat(32));
});

const zone = process.env["TZ"];
afterEach(() => {
  if (zone === undefined) delete process.env["TZ"];
  else process.env["TZ"] = zone;
});

test("the same record gives the same bytes in every time zone", async () => {
  const digests: string[] = [];
  for (const name of ["UTC", "Pacific/Auckland", "America/Los_Angeles"]) {
    process.env["TZ"] = name;
    digests.push(
      createHash("sha256")
        .update(await workbookOf(sampleRecord))
        .digest("hex"),
    );
  }
  expect(new Set(digests).size).toBe(1);
});

const one = (...cells: readonly SheetCell[]): WorkbookSheet[] => [
  { name: "S", widths: [10], frozenRows: 0, rows: [cells] },
];
const oneCell = async (value: SheetCell["value"]): Promise<ReadCell | undefined> =>
  read(await bytesOf(workbookPieces(one({ value })))).get("S")?.[0];

test.each([
  "=1+1",
  "+49 30 1",
  "-5",
  "@SUM(A1)",
  "\t=1",
  '=HYPERLINK("http://x.example")',
  "＝1",
  "=cmd|' /C calc'!A0",
])("%j is a text that Excel does not run, also after a person edits it", async (text) => {
  expect(await oneCell(text)).toMatchObject({ type: "inlineStr", style: 5, text });
  const styles = unzipSync(await bytesOf(workbookPieces(one({ value: text }))))["xl/styles.xml"];
  const formats = new TextDecoder()
    .decode(styles)
    .match(/<cellXfs.*<\/cellXfs>/s)?.[0]
    .match(/<xf [^>]*>/g);
  expect(formats?.map((format) => format.includes('quotePrefix="1"'))).toEqual([
    ...[false, false, false, false, false],
    true,
  ]);
});

test("a number is a number, and a truth value a truth value", async () => {
  expect(await oneCell(-0.5)).toMatchObject({ type: "undefined", text: "-0.5" });
  expect(await oneCell(true)).toMatchObject({ type: "b", text: "1" });
  expect(await oneCell(Number.NaN)).toMatchObject({ type: "inlineStr", text: "NaN" });
});

test("any text gives a workbook that is well-formed, and stays what it is but for what XML cannot hold", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 60 }), async (text) => {
      const shown = (await oneCell(text))?.text.replaceAll("_x005F_", "_") ?? "";
      const held = text.toWellFormed().replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/gu, "");
      expect(shown.replace(/\p{Cc}/gu, "")).toBe(held);
    }),
  );
});

test("a text that is too long for a cell is shortened, and says so", async () => {
  const { text = "" } = (await oneCell("é".repeat(40_000))) ?? {};
  expect(text).toHaveLength(32_767);
  expect(text.endsWith(" … (shortened)")).toBe(true);
});

test.each([
  [0, "A"],
  [25, "Z"],
  [26, "AA"],
  [29, "AD"],
  [701, "ZZ"],
  [702, "AAA"],
])("column %d is %s", (column, name) => {
  expect(letters(column)).toBe(name);
});

const findings = inputPartOf(personalDataFinding, {
  artifact: "in_database/detect",
  elements: samplePersonalData,
  rest: {
    summary: {
      ...{ findings: 0, by_confidence: {}, special_category: 0, by_category: {}, items: 0, characters: 0 },
    },
    analysis: sampleAnalysis,
  },
});
const findingContext = contextOf(findings, {
  stream: "findings",
  contentSchema: personalDataFinding.jsonSchema as ExportContext<"any">["contentSchema"],
});

test("findings are a table that our own reader of workbooks reads", async () => {
  const bytes = await bytesOf(xlsx.export(findingContext));
  const fields = new Map<string, string>();
  for await (const part of readContent({ path: "findings.xlsx", bytes })) {
    if (part.kind === "notice") throw new Error(part.notice.reason);
    if (part.item.locator.kind === "field") fields.set(part.item.locator.field, part.item.content);
  }
  expect(fields.get("category")).toContain(samplePersonalData[0]?.category);
  expect([...read(bytes).keys()]).toEqual(["detect"]);
});

test("elements that do not fit on one sheet go on to the next, each with the header", async () => {
  const sizes: number[] = [];
  for await (const { rows } of elementSheets(findingContext, 2)) {
    let count = 0;
    for await (const row of rows) count += Number(row.length > 0);
    sizes.push(count);
  }
  expect(samplePersonalData).toHaveLength(3);
  expect(sizes).toEqual([3, 2]);
});
