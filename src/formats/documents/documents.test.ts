import { describe, expect, test } from "vitest";
import { fieldsIn, noticesIn, piecesIn, textOfPieces, textsIn } from "../../testing/files/read-pieces.ts";
import { docxFile, openDocumentFile, pdfFile, pptxFile, xlsxFile, zipFile } from "../../testing/files/sample-files.ts";

const places = async (path: string, bytes: Uint8Array | string) =>
  textsIn(await piecesIn(path, bytes)).map(({ text, place }) => [place, text]);

import { pdfReaderWith } from "./pages/pdf.ts";

describe("Word documents", () => {
  test("paragraphs are lines, which are the numbers of paragraphs", async () => {
    expect(await places("a.docx", docxFile(["Dear Petra", "", "Yours & mine"]))).toEqual([
      [{ paragraph: 1 }, "Dear Petra\n\nYours & mine"],
    ]);
  });

  test("a long document is cut into pieces that know their paragraph", async () => {
    const texts = Array.from({ length: 500 }, (_, at) => `paragraph ${at + 1} ${"word ".repeat(10)}`);
    const pieces = textsIn(await piecesIn("a.docx", docxFile(texts)));
    expect(pieces.length).toBeGreaterThan(2);
    for (const { text, place } of pieces) expect(text.startsWith(`paragraph ${place.paragraph} `)).toBe(true);
    expect(pieces.map(({ isLast }) => isLast)).toEqual(pieces.map((_, at) => at === pieces.length - 1));
  });

  test("rows of tables, text boxes, deleted text and addresses of links are read once", async () => {
    const document = `<w:document xmlns:w="w"><w:body>
      <w:tbl><w:tr><w:tc><w:p><w:t>Name</w:t></w:p></w:tc><w:tc><w:p><w:t>Jo</w:t></w:p><w:p><w:t>Pohl</w:t></w:p></w:tc></w:tr></w:tbl>
      <w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:r><w:t>new</w:t><w:tab/><w:br/></w:r></w:p>
      <w:p><mc:AlternateContent><mc:Choice><w:t>box</w:t></mc:Choice><mc:Fallback><w:t>box</w:t></mc:Fallback></mc:AlternateContent></w:p>
      <w:p><w:hyperlink r:id="rId1"><w:r><w:t>write</w:t></w:r></w:hyperlink><w:instrText>PAGE</w:instrText></w:p>
      </w:body></w:document>`;
    const bytes = docxFile([], {
      "word/document.xml": document,
      "word/_rels/document.xml.rels":
        '<Relationships><Relationship Id="rId1" Type="x/hyperlink" TargetMode="External" Target="mailto:jo%40example.org?subject=x"/></Relationships>',
      "word/footnotes.xml": "<w:footnotes><w:p><w:t>note</w:t></w:p></w:footnotes>",
    });
    expect(textOfPieces(await piecesIn("a.docx", bytes)).split("\n")).toEqual([
      ...["Name\tJo Pohl", "oldnew\t", "", "box", "write <jo@example.org>", "note"],
    ]);
  });

  test("the author is a field, and embedded documents are files inside", async () => {
    const bytes = docxFile(["text"], {
      "docProps/core.xml": "<cp><dc:creator>Sabine Schulz</dc:creator><cp:revision>3</cp:revision></cp>",
      "word/embeddings/Sheet1.xlsx": xlsxFile({ People: [["Name"], ["Petra Klein"]] }),
    });
    const pieces = await piecesIn("a.docx", bytes);
    expect(fieldsIn(pieces)["document.creator.full name"]).toEqual(["Sabine Schulz"]);
    expect(textsIn(pieces).map(({ path }) => path)).toEqual(["a.docx", "a.docx › Sheet1.xlsx"]);
  });

  test("a part that ends early is read to there, and named", async () => {
    const bytes = docxFile([], { "word/document.xml": "<w:document><w:p><w:t>Dear Petra</w:t></w:p><w:p><w:t>and" });
    const pieces = await piecesIn("a.docx", bytes);
    expect(textOfPieces(pieces)).toBe("Dear Petra\nand");
    expect(noticesIn(pieces)).toEqual(["a.docx: damaged document; a part of it is not read"]);
  });

  test("elements too deep inside each other end the reading in time", async () => {
    const bytes = docxFile([], { "word/document.xml": "<a>".repeat(300_000) });
    expect(noticesIn(await piecesIn("a.docx", bytes))).toEqual(["a.docx: damaged document; a part of it is not read"]);
  });
});

describe("presentations and OpenDocument", () => {
  test("a slide is a page", async () => {
    expect(await places("a.pptx", pptxFile(["first", "second"]))).toEqual([
      [{ page: 1, paragraph: 1 }, "first"],
      [{ page: 2, paragraph: 1 }, "second"],
    ]);
    const odp =
      '<draw:page draw:name="a"><text:p>first</text:p></draw:page><draw:page><text:p>second</text:p></draw:page>';
    expect(await places("a.odp", openDocumentFile("presentation", odp))).toEqual([
      [{ page: 1, paragraph: 1 }, "first"],
      [{ page: 2, paragraph: 1 }, "second"],
    ]);
  });

  test("spaces, tabs, line breaks and tables of OpenDocument are read", async () => {
    const body =
      '<text:h>Title</text:h><text:p>a<text:s text:c="2"/>b<text:tab/>c<text:line-break/>d <text:span>e</text:span></text:p>' +
      "<table:table><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell><table:table-cell><text:p>y</text:p></table:table-cell></table:table-row></table:table>";
    expect(textOfPieces(await piecesIn("a.odt", openDocumentFile("text", body)))).toBe("Title\na  b\tc\nd e\nx\ty");
  });
});

describe("workbooks", () => {
  const rows = [
    ["Name", "Mail"],
    ["Petra Klein", "petra@example.org"],
    ["Jonas Pohl", "jonas@example.org"],
  ];

  test("sheets are tables with columns, and their rows are text", async () => {
    const pieces = await piecesIn("a.xlsx", xlsxFile({ People: rows, Empty: [] }));
    expect(fieldsIn(pieces)).toEqual({
      "People: Name": ["Petra Klein", "Jonas Pohl"],
      "People: Mail": ["petra@example.org", "jonas@example.org"],
    });
    expect(textsIn(pieces).map(({ text, place }) => [place, text])).toEqual([
      [{ sheet: "People", row: 1 }, "Name\tMail\nPetra Klein\tpetra@example.org\nJonas Pohl\tjonas@example.org"],
    ]);
  });

  test("numbers are shown as people see them: dates, times, leading zeros, long numbers", async () => {
    const cell = (style: number, value: string): string => `<c s="${style}"><v>${value}</v></c>`;
    const values = ["45365", "45365.5", "0.25", "7", "4.93012345678E+11", "0.30000000000000004", "1"];
    const header = values.map((_, at) => `<c t="inlineStr"><is><t>c${at}</t></is></c>`).join("");
    const cells = [1, 1, 2, 3, 0, 0, 4].map((style, at) => cell(style, values[at] ?? "")).join("");
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000"/><numFmt numFmtId="165" formatCode="[h]:mm"/>' +
      '<numFmt numFmtId="166" formatCode="0 &quot;days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="164"/><xf numFmtId="166"/></cellXfs></styleSheet>';
    const bytes = xlsxFile(
      { S: [] },
      {
        "xl/styles.xml": styles,
        "xl/worksheets/sheet1.xml": `<worksheet><sheetData><row>${header}</row><row>${cells}</row></sheetData></worksheet>`,
      },
    );
    expect(
      textOfPieces(await piecesIn("a.xlsx", bytes))
        .split("\n")[1]
        ?.split("\t"),
    ).toEqual([...["2024-03-14", "2024-03-14 12:00:00", "06:00:00", "00007", "493012345678", "0.3", "1"]]);
  });

  test("shared strings are read without their pronunciation, and values of formulas without the formula", async () => {
    const bytes = xlsxFile(
      { S: [] },
      {
        "xl/sharedStrings.xml":
          "<sst><si><t>山田</t><rPh><t>ヤマダ</t></rPh></si><si><r><t>two </t></r><r><t>runs</t></r></si></sst>",
        "xl/worksheets/sheet1.xml":
          '<worksheet><sheetData><row r="3"><c r="B3" t="s"><v>0</v></c><c r="D3" t="s"><v>1</v></c>' +
          '<c r="E3" t="str"><f>A1&amp;"secret"</f><v>shown</v></c><c r="F3" t="s"><v>99</v></c></row></sheetData></worksheet>',
      },
    );
    expect(await places("a.xlsx", bytes)).toEqual([[{ sheet: "S", row: 3 }, "\t山田\t\ttwo runs\tshown"]]);
  });

  test("empty rows keep the numbers of the rows behind them", async () => {
    const bytes = xlsxFile({ S: [["a"], [], [], ["b"], ...Array.from({ length: 40 }, () => []), ["c"]] });
    expect(await places("a.xlsx", bytes)).toEqual([
      [{ sheet: "S", row: 1 }, "a\n\n\nb"],
      [{ sheet: "S", row: 45 }, "c"],
    ]);
  });

  test("OpenDocument spreadsheets are read the same, with repeated cells and rows", async () => {
    const cell = (text: string, further = ""): string =>
      `<table:table-cell ${further}><text:p>${text}</text:p></table:table-cell>`;
    const body = `<office:spreadsheet><table:table table:name="People">
      <table:table-row>${cell("Name")}${cell("Born")}${cell("City")}</table:table-row>
      <table:table-row>${cell("Petra Klein")}${cell("14.03.24", 'office:value-type="date" office:date-value="2024-03-14"')}${cell("Ulm", 'table:number-columns-repeated="2"')}</table:table-row>
      <table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>
      </table:table></office:spreadsheet>`;
    const pieces = await piecesIn("a.ods", openDocumentFile("spreadsheet", body));
    expect(textOfPieces(pieces)).toBe("Name\tBorn\tCity\nPetra Klein\t2024-03-14\tUlm\tUlm");
    expect(fieldsIn(pieces)["People: Born"]).toEqual(["2024-03-14"]);
  });
});

describe("PDF documents", () => {
  test("each page is a piece with its number", async () => {
    expect(await places("a.pdf", pdfFile(["first (page)", "second"]))).toEqual([
      [{ page: 1 }, "first (page)"],
      [{ page: 2 }, "second"],
    ]);
  });

  test("pages without text are counted in a notice", async () => {
    expect(noticesIn(await piecesIn("a.pdf", pdfFile(["text", "", ""])))).toEqual([
      "a.pdf: pages without text: 2 of 3 (scanned images?)",
    ]);
  });

  test("without the package that reads them, they are named with the command that installs it", async () => {
    const reader = pdfReaderWith(async (missing) => ({ missing }));
    expect(noticesIn(await piecesIn("a.pdf", pdfFile(["text"]), {}, [reader]))).toEqual([
      "a.pdf: PDF document: needs the package unpdf (npm install unpdf)",
    ]);
  });

  test("a document with a password, and a damaged one, are told apart", async () => {
    const encrypted = pdfFile(
      ["text"],
      "/Encrypt<</Filter/Standard/V 1/R 2/O(" + "o".repeat(32) + ")/U(" + "u".repeat(32) + ")/P -4>>/ID[(a)(a)]",
    );
    expect(noticesIn(await piecesIn("a.pdf", encrypted))).toEqual(["a.pdf: protected by a password"]);
    expect(noticesIn(await piecesIn("b.pdf", "%PDF-1.4 and nothing else"))).toEqual(["b.pdf: damaged PDF document"]);
  });
});

describe("HTML, EPUB and RTF", () => {
  test("texts of a page keep the lines of their source", async () => {
    const html =
      "<!DOCTYPE html>\n<html><head><title>T</title><script>no()</script><style>p{}</style></head>\n\n<body>\n<p>one <b>two</b>\nthree</p>\n<p>caf&eacute;&nbsp;&#x41;</p></body>";
    expect(await places("a.html", html)).toEqual([[{ line: 2 }, "T\n\n\none two three\n\ncafé A"]]);
  });

  test("cells of a row stand beside each other; addresses of links and texts of attributes are read", async () => {
    const html =
      '<html><table><tr><td>Name</td><td><p>Jo</p></td></tr></table><a href="mailto:jo%40example.org?subject=x" title="Write">write</a><img alt="Portrait"> <a href="mailto:jo@example.org">jo@example.org</a>';
    const text = textOfPieces(await piecesIn("a.html", html));
    expect(text.split("\n")).toEqual(["Name\tJo", "write jo@example.org", "Write", "Portrait"]);
  });

  test("a page in another encoding is read as it states", async () => {
    const html = '<html><head><meta charset="windows-1251"></head><body>Привет, Иван';
    const bytes = Buffer.from(html, "latin1");
    const cyrillic = Buffer.concat([
      bytes.subarray(0, bytes.indexOf("<body>") + 6),
      Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]),
    ]);
    expect(textOfPieces(await piecesIn("a.html", cyrillic))).toBe("Привет");
  });

  test("elements too deep inside each other end the reading in time", async () => {
    const pieces = await piecesIn("a.html", `<html><p>start</p>${"<div>".repeat(300_000)}`);
    expect(textOfPieces(pieces)).toBe("start");
    expect(noticesIn(pieces)).toEqual([
      "a.html: elements too deep inside each other; only what is before them is read",
    ]);
  });

  test("chapters of a book are pages, in the order of reading", async () => {
    const bytes = zipFile({
      "META-INF/container.xml": '<container><rootfiles><rootfile full-path="O/b.opf"/></rootfiles></container>',
      "O/b.opf":
        '<package><metadata><dc:creator>Ada</dc:creator></metadata><manifest><item id="a" href="a.xhtml"/><item id="b" href="b.xhtml"/></manifest><spine><itemref idref="b"/><itemref idref="a"/></spine></package>',
      "O/a.xhtml": "<html><body><p>last</p></body></html>",
      "O/b.xhtml": "<html><body><p>first</p></body></html>",
    });
    const pieces = await piecesIn("a.epub", bytes);
    expect(textsIn(pieces).map(({ text, place }) => [place.page, text])).toEqual([
      [1, "first"],
      [2, "last"],
    ]);
    expect(fieldsIn(pieces)["document.creator"]).toEqual(["Ada"]);
  });

  test("RTF is decoded: code pages, Unicode, groups that are no text, binary data", async () => {
    const rtf = String.raw`{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}{\f1\fcharset204 Times;}}{\info{\author Ada}}
{\pard M\'fcller \u8364?5\par}{\*\generator Word;}\f1 \'cf\'f0\'e8\f0 \par a\tab b\line c{\field{\*\fldinst HYPERLINK "x"}{\fldrslt link}}\par{\pict\bin5 }}}}}x}\'80 end}`;
    const text = textOfPieces(await piecesIn("a.rtf", rtf));
    expect(text.split("\n")).toEqual(["AdaMüller €5", "При", "a\tb", "clink", "€ end"]);
  });
});

describe("compound files", () => {
  /** A file with one sector of a directory, which names streams. */
  const compound = (names: readonly string[]): Buffer => {
    const bytes = Buffer.alloc(512 * 3, 0xff);
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(bytes);
    bytes.writeUInt16LE(9, 30);
    bytes.writeUInt32LE(0, 48);
    bytes.writeUInt32LE(1, 76);
    bytes.fill(0, 512, 1024);
    for (const [at, name] of names.entries()) {
      bytes.write(name, 512 + at * 128, "utf16le");
      bytes.writeUInt16LE(name.length * 2 + 2, 512 + at * 128 + 64);
    }
    bytes.writeUInt32LE(0xfffffffe, 1024);
    return bytes;
  };

  test.each([
    ["EncryptedPackage", "protected by a password"],
    ["WordDocument", "old Word format; save it as .docx"],
    ["Workbook", "old Excel format; save it as .xlsx"],
    ["Something", "Office document or database of an old format"],
  ])("%s is told by its streams", async (stream, reason) => {
    expect(noticesIn(await piecesIn("a.doc", compound(["Root Entry", stream])))).toEqual([`a.doc: ${reason}`]);
  });
});

test.each([
  ["a.xlsb", "xl/workbook.bin", "binary Excel format; save it as .xlsx"],
  ["a.pages", "Index/Document.iwa", "Apple iWork document; export it as PDF, .docx or .xlsx"],
])("%s is named, and its parts are not read", async (path, part, reason) => {
  expect(await piecesIn(path, zipFile({ [part]: "x" }))).toEqual([
    { kind: "notice", path, reason, read: 0, total: expect.any(Number) },
  ]);
});
