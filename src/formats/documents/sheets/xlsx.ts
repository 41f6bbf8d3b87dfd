import type { FormatPiece, ReadContext } from "../../piece.ts";
import { hasPart } from "../office/index.ts";
import {
  attributeOf,
  blockPieces,
  type DocumentPackage,
  officeProperties,
  packageReader,
  type Relationship,
  readXml,
  relationshipsOf,
  type TextBlock,
  type XmlState,
} from "../parts/index.ts";
import { cellFormats } from "./number-format.ts";
import { richText, sharedStrings } from "./shared-strings.ts";
import { sheetBlocks } from "./sheet-pieces.ts";
import { type WorkbookTables, xlsxRows } from "./xlsx-rows.ts";

/** Reads workbooks: each sheet, also a hidden one, is a table with columns. */
export const xlsxReader = packageReader({
  format: "xlsx",
  reads: (source) => hasPart(source, /^xl\/workbook\.xml$/),
  async *content(document, place) {
    const fields: FormatPiece[] = [];
    yield* blockPieces(workbookBlocks(document, place.context, fields), place);
    yield* fields;
  },
  properties: officeProperties,
  embedded: /^xl\/embeddings\/[^/]+$/,
});

interface SheetPart {
  readonly name: string;
  readonly part: string;
}

function* workbookBlocks(
  document: DocumentPackage,
  context: ReadContext,
  fields: FormatPiece[],
): Generator<TextBlock, void, void> {
  const { sheets, is1904 } = workbookOf(document);
  const tables = tablesOf(document, is1904, fields);
  for (const { name, part } of sheets) {
    const state: XmlState = {};
    const rows = xlsxRows(document.pieces(part), tables, state);
    yield* sheetBlocks({ name, rows }, { path: document.path, context, fields });
    if (state.fault !== undefined) document.fail();
    yield* commentBlocks(document, { name, part });
  }
}

function tablesOf(document: DocumentPackage, is1904: boolean, fields: FormatPiece[]): WorkbookTables {
  const links = [...relationshipsOf(document, "xl/workbook.xml").values()];
  const partOf = (type: string, usual: string): string => links.find((one) => one.type === type)?.target ?? usual;
  const state: XmlState = {};
  const { strings, isComplete } = sharedStrings(
    document.pieces(partOf("sharedStrings", "xl/sharedStrings.xml")),
    state,
  );
  if (state.fault !== undefined) document.fail();
  if (!isComplete) {
    const reason = "more than 128 MiB of texts in cells; the others are read as empty";
    fields.push({ kind: "notice", path: document.path, reason });
  }
  return { strings, formats: cellFormats(document.pieces(partOf("styles", "xl/styles.xml"))), is1904 };
}

function workbookOf(document: DocumentPackage): { readonly sheets: readonly SheetPart[]; readonly is1904: boolean } {
  const links = relationshipsOf(document, "xl/workbook.xml");
  let is1904 = false;
  const state: XmlState = {};
  const listed = [
    ...readXml<SheetPart>(document.pieces("xl/workbook.xml"), state, (emit) => ({
      open: (name, attributes) => {
        if (name === "workbookPr") is1904 = /^(1|true)$/.test(attributeOf(attributes, "date1904") ?? "");
        if (name !== "sheet") return;
        const link = links.get(attributes["r:id"] ?? attributeOf(attributes, "id") ?? "");
        if (isWorksheet(link)) emit({ name: attributeOf(attributes, "name") ?? "", part: link.target });
      },
    })),
  ];
  const known = new Set(listed.map(({ part }) => part));
  const unlisted = document.names.filter((name) => /^xl\/worksheets\/[^/]+\.xml$/.test(name) && !known.has(name));
  return {
    sheets: [...listed, ...unlisted.map((part) => ({ name: part.replace(/^.*\/|\.xml$/g, ""), part }))],
    is1904,
  };
}

const isWorksheet = (link: Relationship | undefined): link is Relationship => link?.type === "worksheet";

/** Comments on cells, which are parts of their own. */
function* commentBlocks(document: DocumentPackage, { name, part }: SheetPart): Generator<TextBlock, void, void> {
  for (const { type, target } of relationshipsOf(document, part).values()) {
    if (type !== "comments" && type !== "threadedComment") continue;
    const element = type === "comments" ? "comment" : "threadedComment";
    const state: XmlState = {};
    const comments = readXml<string>(document.pieces(target), state, (emit) =>
      type === "comments" ? richText(element, emit) : plainText("text", emit),
    );
    const text = [...comments].join("\n");
    if (text !== "") yield { text, place: { sheet: name } };
    if (state.fault !== undefined) document.fail();
  }
}

function plainText(element: string, emit: (text: string) => void) {
  let isIn = false;
  return {
    open: (name: string) => {
      isIn = name === element;
    },
    text: (text: string) => {
      if (isIn) emit(text);
    },
    close: () => {
      isIn = false;
    },
  };
}
