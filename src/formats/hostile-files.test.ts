import { gzipSync, zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { noticesIn, piecesIn } from "../testing/files/read-pieces.ts";
import {
  docxFile,
  openDocumentFile,
  pdfFile,
  pptxFile,
  tarFile,
  xlsxFile,
  zipFile,
} from "../testing/files/sample-files.ts";

const mail =
  'From: "=?utf-8?Q?F=C3=A4lk?=" <a@example.org>\r\nTo: b@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n' +
  "--b\r\nContent-Type: text/plain; charset=iso-8859-1; format=flowed\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nM=FCller =\r\nx\r\n" +
  "--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPGI+aGk8L2I+\r\n--b--\r\n";
const rows = [["Name", "Born"], ...Array.from({ length: 30 }, (_, at) => [`Ada ${at}`, 45_000 + at])];
const book = {
  "META-INF/container.xml": '<container><rootfile full-path="b.opf"/></container>',
  "b.opf": '<package><item id="a" href="a.xhtml"/><itemref idref="a"/></package>',
  "a.xhtml": "<html><p>text</p></html>",
};

const samples: Readonly<Record<string, Uint8Array>> = {
  "a.docx": docxFile(["Dear Petra", "Yours"]),
  "a.pptx": pptxFile(["one", "two"]),
  "a.xlsx": xlsxFile({ S: rows }),
  "a.odt": openDocumentFile("text", "<text:p>a<text:s text:c='3'/></text:p>"),
  "a.ods": openDocumentFile(
    "spreadsheet",
    '<table:table table:name="S"><table:table-row table:number-rows-repeated="9"><table:table-cell table:number-columns-repeated="99"><text:p>x</text:p></table:table-cell></table:table-row></table:table>',
  ),
  "a.epub": zipFile(book),
  "a.zip": zipFile({ "a.txt": "text ".repeat(100), "b.zip": zipFile({ "c.eml": mail }) }),
  "a.tar": tarFile({ "a.txt": "text", "b/c.eml": mail }),
  "a.tar.gz": gzipSync(tarFile({ "a.txt": "text", "b.txt": "more" })),
  "a.txt.zst": zstdCompressSync("text ".repeat(5_000)),
  "a.eml": Buffer.from(mail),
  "a.mbox": Buffer.from(`From a@b Mon Jan  1 10:00:00 2024\n${mail}\n`.repeat(3)),
  "a.rtf": Buffer.from(
    String.raw`{\rtf1\ansi{\fonttbl{\f0\fcharset204 A;}}\f0 M\'fc\u8364?\par{\pict\bin3 abc}\uc2\u1234??}`,
  ),
  "a.html": Buffer.from('<!doctype html><table><tr><td>a<td>b</table><a href="mailto:x%40y">m</a><!-- c --><p>t'),
  "a.pdf": pdfFile(["page one", "", "page (three)"]),
};

/** Changes of bytes: cut at the end, replaced, inserted, repeated. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  kind: fc.constantFrom("cut", "replace", "insert", "repeat"),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
});

function changed(
  bytes: Uint8Array,
  { at, kind, bytes: given }: { at: number; kind: string; bytes: Uint8Array },
): Buffer {
  const start = Math.floor(at * bytes.length);
  const [before, after] = [bytes.subarray(0, start), bytes.subarray(start)];
  switch (kind) {
    case "cut":
      return Buffer.from(before);
    case "replace":
      return Buffer.concat([before, given, after.subarray(given.length)]);
    case "insert":
      return Buffer.concat([before, given, after]);
    default:
      return Buffer.concat([bytes, after]);
  }
}

test.each(Object.keys(samples))(
  "%s with any bytes changed is read or named, never a failure",
  { timeout: 120_000 },
  async (path) => {
    const sample = samples[path] ?? new Uint8Array();
    expect(noticesIn(await piecesIn(path, sample)).filter((notice) => !notice.includes("pages without text"))).toEqual(
      [],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        await piecesIn(path, changes.reduce<Uint8Array>(changed, sample));
      }),
      { seed: 13, numRuns: path === "a.pdf" ? 60 : 150 },
    );
  },
);

const markup = fc
  .array(
    fc.constantFrom(
      ...[
        "<w:p>",
        "</w:p>",
        "<w:t>",
        "</w:t>",
        "<w:tr>",
        "</w:tr>",
        "<w:tc>",
        "</w:tc>",
        "<mc:Fallback>",
        "<row>",
        "</row>",
      ],
      ...[
        '<c r="ZZZ9" t="s">',
        '<c r="B2" s="99">',
        "</c>",
        "<v>",
        "</v>",
        "1e999",
        "&amp;",
        "&#xffffffff;",
        "<![CDATA[",
        "]]>",
      ],
      ...[
        "<!--",
        "<table:table-row>",
        "<table:table-cell>",
        "<text:p>",
        "</text:p>",
        '<sheet name="">',
        "<is>",
        "\u0000",
        "text",
      ],
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(""));

test("any elements in the parts of a document are read, never a failure", async () => {
  await fc.assert(
    fc.asyncProperty(markup, async (xml) => {
      await piecesIn("a.docx", docxFile([], { "word/document.xml": xml, "word/_rels/document.xml.rels": xml }));
      await piecesIn(
        "a.xlsx",
        xlsxFile({ S: [] }, { "xl/worksheets/sheet1.xml": xml, "xl/sharedStrings.xml": xml, "xl/styles.xml": xml }),
      );
      await piecesIn("a.ods", openDocumentFile("spreadsheet", xml));
      await piecesIn("a.odt", openDocumentFile("text", xml));
      await piecesIn("a.html", `<html>${xml}`);
    }),
    { seed: 13, numRuns: 100 },
  );
});

test("a sheet that claims huge rows and columns takes no memory for them", async () => {
  const xml =
    '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c><c r="ZZZZZZZ1"><v>2</v></c></row></sheetData></worksheet>';
  const pieces = await piecesIn("a.xlsx", xlsxFile({ S: [] }, { "xl/worksheets/sheet1.xml": xml }));
  expect(pieces.length).toBeLessThan(5);
});

test("an archive that contains itself ends at the depth", async () => {
  // A zip file whose member is stored bytes of the same archive cannot be written here: one inside the other does the same.
  let bytes = zipFile({ "r.txt": "end" });
  for (let depth = 0; depth < 100; depth++) bytes = zipFile({ "r.zip": bytes });
  expect(noticesIn(await piecesIn("r.zip", bytes))).toHaveLength(1);
});
