import { letters, rowXml, type SheetCell, xmlText } from "./cell-xml.ts";
import { stylesXml } from "./styles.ts";
import { type ArchiveFile, zipPieces } from "./zip-pieces.ts";

/** One sheet of a workbook. */
export interface WorkbookSheet {
  readonly name: string;
  /** Width of each column, in characters. */
  readonly widths: readonly number[];
  /** Number of rows at the top that stay in view; the last of them is the header of the table below. */
  readonly frozenRows: number;
  readonly rows: Iterable<WorkbookRow> | AsyncIterable<WorkbookRow>;
}

/** The cells of one row. An undefined cell stays empty. */
export type WorkbookRow = readonly (SheetCell | undefined)[];

/**
 * Writes an XLSX workbook (ECMA-376) in pieces. Texts are in the cells, so that rows need not be held. The same sheets
 * give the same bytes: there is no author and no date in it.
 */
export const workbookPieces = (
  sheets: AsyncIterable<WorkbookSheet> | Iterable<WorkbookSheet>,
): AsyncGenerator<Uint8Array, void, void> => zipPieces(filesOf(sheets));

async function* filesOf(
  sheets: AsyncIterable<WorkbookSheet> | Iterable<WorkbookSheet>,
): AsyncGenerator<ArchiveFile, void, void> {
  const names: string[] = [];
  for await (const sheet of sheets) {
    names.push(sheetName(sheet.name, names));
    yield { name: `xl/worksheets/sheet${names.length}.xml`, pieces: sheetXml(sheet, names.length === 1) };
  }
  yield { name: "xl/styles.xml", pieces: [stylesXml] };
  yield { name: "xl/workbook.xml", pieces: [workbookXml(names)] };
  yield { name: "xl/_rels/workbook.xml.rels", pieces: [workbookRelations(names.length)] };
  yield { name: "_rels/.rels", pieces: [packageRelations] };
  yield { name: "[Content_Types].xml", pieces: [contentTypes(names.length)] };
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packageNamespace = "http://schemas.openxmlformats.org/package/2006";

async function* sheetXml(
  { widths, frozenRows, rows }: WorkbookSheet,
  isFirst: boolean,
): AsyncGenerator<string, void, void> {
  const columns = widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`);
  const pane =
    frozenRows === 0
      ? ""
      : `<pane ySplit="${frozenRows}" topLeftCell="A${frozenRows + 1}" activePane="bottomLeft" state="frozen"/>`;
  yield `${head}<worksheet xmlns="${main}"><sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ""} workbookViewId="0">${pane}</sheetView></sheetViews><cols>${columns.join("")}</cols><sheetData>`;
  let number = 0;
  for await (const row of rows) {
    number += 1;
    yield rowXml(number, row);
  }
  // A filter over the header and all rows below it.
  const table = `A${frozenRows}:${letters(widths.length - 1)}${number}`;
  const filter = frozenRows === 0 || number <= frozenRows ? "" : `<autoFilter ref="${table}"/>`;
  yield `</sheetData>${filter}<pageSetup orientation="landscape" paperSize="9" fitToHeight="0"/></worksheet>`;
}

/** A name has at most 31 characters, none of `[]:*?/\\`, and no two names are equal. */
function sheetName(wanted: string, taken: readonly string[]): string {
  const base =
    wanted
      .replaceAll(/[[\]:*?/\\']/g, " ")
      .trim()
      .slice(0, 27) || "Sheet";
  if (!taken.includes(base)) return base;
  let number = 2;
  while (taken.includes(`${base} ${number}`)) number += 1;
  return `${base} ${number}`;
}

function workbookXml(names: readonly string[]): string {
  const sheets = names.map((name, i) => `<sheet name="${xmlText(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  return `${head}<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets>${sheets.join("")}</sheets></workbook>`;
}

function workbookRelations(sheets: number): string {
  const relation = (id: number, type: string, target: string): string =>
    `<Relationship Id="rId${id}" Type="${relationships}/${type}" Target="${target}"/>`;
  const all = Array.from({ length: sheets }, (_, i) => relation(i + 1, "worksheet", `worksheets/sheet${i + 1}.xml`));
  return `${head}<Relationships xmlns="${packageNamespace}/relationships">${all.join("")}${relation(sheets + 1, "styles", "styles.xml")}</Relationships>`;
}

const packageRelations = `${head}<Relationships xmlns="${packageNamespace}/relationships"><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

function contentTypes(sheets: number): string {
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const part = (name: string, kind: string): string =>
    `<Override PartName="/xl/${name}.xml" ContentType="${type}.${kind}+xml"/>`;
  const all = Array.from({ length: sheets }, (_, i) => part(`worksheets/sheet${i + 1}`, "worksheet"));
  return `${head}<Types xmlns="${packageNamespace}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part("workbook", "sheet.main")}${part("styles", "styles")}${all.join("")}</Types>`;
}
