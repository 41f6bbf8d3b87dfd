import { type Zippable, zipSync } from "fflate/browser";

/** A zip file of texts and bytes by name. The same files give the same bytes. */
export function zipFile(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const entries: Zippable = {};
  for (const [name, data] of Object.entries(files)) {
    entries[name] = [
      typeof data === "string" ? new TextEncoder().encode(data) : data,
      { mtime: "1980-01-01T00:00:00" },
    ];
  }
  return zipSync(entries);
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

const relationships = (targets: readonly (readonly [type: string, target: string])[]): string =>
  `<Relationships>${targets
    .map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="http://x/${type}" Target="${target}"/>`)
    .join("")}</Relationships>`;

/** A Word document of paragraphs, and what else is put into it. */
export const docxFile = (
  paragraphs: readonly string[],
  further: Readonly<Record<string, string | Uint8Array>> = {},
): Uint8Array =>
  zipFile({
    "[Content_Types].xml": "<Types/>",
    "word/document.xml": `<w:document xmlns:w="w"><w:body>${paragraphs
      .map((text) => `<w:p><w:r><w:t>${escaped(text)}</w:t></w:r></w:p>`)
      .join("")}</w:body></w:document>`,
    ...further,
  });

/** A presentation of slides with one text each. */
export const pptxFile = (slides: readonly string[]): Uint8Array =>
  zipFile({
    "[Content_Types].xml": "<Types/>",
    "ppt/presentation.xml": `<p:presentation><p:sldIdLst>${slides
      .map((_, index) => `<p:sldId id="${256 + index}" r:id="rId${index + 1}"/>`)
      .join("")}</p:sldIdLst></p:presentation>`,
    "ppt/_rels/presentation.xml.rels": relationships(slides.map((_, at) => ["slide", `slides/slide${at + 1}.xml`])),
    ...Object.fromEntries(
      slides.map((text, at) => [
        `ppt/slides/slide${at + 1}.xml`,
        `<p:sld><a:p><a:r><a:t>${escaped(text)}</a:t></a:r></a:p></p:sld>`,
      ]),
    ),
  });

type Cell = string | number;

const letters = (column: number): string =>
  column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26);

const cellXml = (cell: Cell, reference: string): string =>
  typeof cell === "number"
    ? `<c r="${reference}"><v>${cell}</v></c>`
    : `<c r="${reference}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;

/** The XML of a sheet with rows from 1. */
export const sheetXml = (rows: readonly (readonly Cell[])[]): string =>
  `<worksheet><sheetData>${rows
    .map((cells, at) => {
      const row = at + 1;
      return `<row r="${row}">${cells.map((cell, column) => cellXml(cell, letters(column) + row)).join("")}</row>`;
    })
    .join("")}</sheetData></worksheet>`;

/** A workbook of sheets with rows. */
export function xlsxFile(
  sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>,
  further: Readonly<Record<string, string | Uint8Array>> = {},
): Uint8Array {
  const names = Object.keys(sheets);
  return zipFile({
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": `<workbook><sheets>${names
      .map((name, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relationships(names.map((_, at) => ["worksheet", `worksheets/sheet${at + 1}.xml`])),
    ...Object.fromEntries(names.map((name, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheets[name] ?? [])])),
    ...further,
  });
}

/** An OpenDocument file of a kind, whose body is given. */
export const openDocumentFile = (kind: "text" | "spreadsheet" | "presentation", body: string): Uint8Array => {
  const type = `application/vnd.oasis.opendocument.${kind}`;
  return zipSync({
    mimetype: [new TextEncoder().encode(type), { level: 0, mtime: "1980-01-01T00:00:00" }],
    "content.xml": [
      new TextEncoder().encode(`<office:document-content><office:body>${body}</office:body></office:document-content>`),
      { mtime: "1980-01-01T00:00:00" },
    ],
  });
};

/** A tar archive of texts by name. */
export function tarFile(files: Readonly<Record<string, string>>): Buffer {
  const parts = Object.entries(files).flatMap(([name, text]) => {
    const data = Buffer.from(text);
    return [tarBlock(name, data.length, "0"), data, Buffer.alloc((512 - (data.length % 512)) % 512)];
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

/** A header of a tar archive. */
export function tarBlock(name: string, size: number, type: string): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0, 100);
  block.write("0000644\0", 100);
  block.write(`${size.toString(8).padStart(11, "0")} `, 124);
  block.write("        ", 148);
  block.write(type, 156);
  block.write("ustar\x0000", 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}

/** A PDF document of pages with one line of text each; an empty one has no text. */
export function pdfFile(pages: readonly string[], trailer = ""): Buffer {
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, at) => `${4 + at * 2} 0 R`).join(" ")}]>>`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ...pages.flatMap((text, at) => {
      const shown = text.replaceAll(/[\\()]/g, String.raw`\$&`);
      const content = text === "" ? "0 0 10 10 re f" : `BT /F1 12 Tf 72 720 Td (${shown}) Tj ET`;
      return [
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents ${5 + at * 2} 0 R>>`,
        `<</Length ${Buffer.byteLength(content, "latin1")}>>stream\n${content}\nendstream`,
      ];
    }),
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, at) => {
    const offset = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<</Size ${size}/Root 1 0 R${trailer}>>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text + end, "latin1");
}
