import { gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { fieldsIn, noticesIn, piecesIn, textOfPieces, textsIn } from "../../testing/files/read-pieces.ts";
import { docxFile, tarBlock, tarFile, zipFile } from "../../testing/files/sample-files.ts";

const csv = "Name;E-Mail\nPetra Klein;petra@example.org\nJonas Pohl;jonas@example.org\n";

describe("zip archives", () => {
  test("files inside are read as files of their own, under the path of the archive", async () => {
    const pieces = await piecesIn("a.zip", zipFile({ "in/people.csv": csv, "note.txt": "hello" }));
    expect(textsIn(pieces).map(({ path }) => path)).toEqual(["a.zip › in/people.csv", "a.zip › note.txt"]);
    expect(fieldsIn(pieces)["E-Mail"]).toEqual(["petra@example.org", "jonas@example.org"]);
  });

  test("documents and archives inside are read too", async () => {
    const inner = zipFile({ "letter.docx": docxFile(["Dear Petra"]) });
    const pieces = await piecesIn("a.zip", zipFile({ "b.zip": inner }));
    expect(textsIn(pieces).map(({ path, text }) => [path, text])).toEqual([
      ["a.zip › b.zip › letter.docx", "Dear Petra"],
    ]);
  });

  test("names that lead out of the archive are shown without that, and a second file of one name is told apart", async () => {
    const pieces = await piecesIn("a.zip", zipFile({ "../../etc/x.txt": "1", "/etc/x.txt": "2", "C\\x.txt": "3" }));
    expect(textsIn(pieces).map(({ path }) => path)).toEqual([
      "a.zip › etc/x.txt",
      "a.zip › etc/x.txt (2)",
      "a.zip › C/x.txt",
    ]);
  });

  test("a member with a password is named, and the others are read", async () => {
    const bytes = Buffer.from(zipFile({ "secret.txt": "x", "open.txt": "y" }));
    const central = bytes.indexOf("PK\x01\x02", 0, "latin1");
    bytes.writeUInt16LE(1, central + 8);
    const pieces = await piecesIn("a.zip", bytes);
    expect(noticesIn(pieces)).toEqual(["a.zip › secret.txt: protected by a password"]);
    expect(textOfPieces(pieces)).toBe("y");
  });

  test("a method of compression that is not known is named", async () => {
    const bytes = Buffer.from(zipFile({ "x.txt": "x" }));
    bytes.writeUInt16LE(14, bytes.indexOf("PK\x01\x02", 0, "latin1") + 10);
    expect(noticesIn(await piecesIn("a.zip", bytes))).toEqual([
      "a.zip › x.txt: compressed by a method that is not supported (14)",
    ]);
  });

  test("data that does not have its checksum is read, and named", async () => {
    const bytes = Buffer.from(zipFile({ "x.txt": "hello" }));
    bytes.writeUInt32LE(1, bytes.indexOf("PK\x01\x02", 0, "latin1") + 16);
    expect(noticesIn(await piecesIn("a.zip", bytes))).toEqual(["a.zip › x.txt: damaged; only its start is read"]);
  });

  test("an archive without its end is named", async () => {
    const bytes = zipFile({ "x.txt": "hello" });
    expect(noticesIn(await piecesIn("a.zip", bytes.subarray(0, bytes.length - 30)))).toEqual([
      "a.zip: damaged or incomplete: the list of what is inside, at the end of the ZIP file, is missing",
    ]);
  });

  test("an archive behind a program that extracts it is read by its offsets", async () => {
    const bytes = Buffer.concat([Buffer.from("PK\x03\x04 program ", "latin1"), zipFile({ "x.txt": "hello" })]);
    expect(textOfPieces(await piecesIn("a.zip", bytes))).toBe("hello");
  });
});

describe("limits", () => {
  const zeros = new Uint8Array(5_000_000);

  test("a file that claims more than the limit is not unpacked", async () => {
    const pieces = await piecesIn("a.zip", zipFile({ "big.txt": zeros }), { maxNestedBytes: 1_000_000 });
    expect(noticesIn(pieces)).toEqual([
      "a.zip › big.txt: larger than a file inside another one may be (1000000 bytes)",
    ]);
  });

  test("a file that claims less than it holds is read up to the limit", async () => {
    const bytes = Buffer.from(zipFile({ "big.txt": Buffer.alloc(5_000_000, "word ") }));
    bytes.writeUInt32LE(10, bytes.indexOf("PK\x01\x02", 0, "latin1") + 24);
    const pieces = await piecesIn("a.zip", bytes, { maxNestedBytes: 1_000_000 });
    expect(textsIn(pieces).reduce((sum, { text, overlap }) => sum + text.length - overlap, 0)).toBe(1_000_000);
    expect(noticesIn(pieces)).toEqual([
      "a.zip › big.txt: larger than a file inside another one may be (1000000 bytes); only its start is read",
    ]);
  });

  test("a gzip bomb stops at the limit", async () => {
    const pieces = await piecesIn("a.txt.gz", gzipSync(Buffer.alloc(5_000_000, "word ")), { maxNestedBytes: 100_000 });
    expect(noticesIn(pieces)).toEqual([
      "a.txt.gz › a.txt: larger than a file inside another one may be (100000 bytes); only its start is read",
    ]);
  });

  test("archives are read to a depth", async () => {
    let bytes = zipFile({ "x.txt": "deep" });
    for (let depth = 0; depth < 8; depth++) bytes = zipFile({ "a.zip": bytes });
    const pieces = await piecesIn("a.zip", bytes);
    expect(textsIn(pieces)).toEqual([]);
    expect(noticesIn(pieces)).toEqual([expect.stringContaining("more than 5 files inside each other")]);
  });

  test("all that is unpacked from one file is limited together", async () => {
    const files = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`${at}.txt`, "word ".repeat(20_000)]));
    const pieces = await piecesIn("a.zip", zipFile(files), { maxUnpackedBytes: 500_000 });
    expect(new Set(textsIn(pieces).map(({ path }) => path)).size).toBe(5);
    expect(noticesIn(pieces).length).toBeGreaterThan(0);
  });

  test("the number of files is limited", async () => {
    const files = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`${at}.txt`, "x"]));
    const pieces = await piecesIn("a.zip", zipFile(files), { maxNestedFiles: 7 });
    expect(textsIn(pieces)).toHaveLength(7);
    expect(noticesIn(pieces)).toEqual(["a.zip: more than 7 files inside one file; the rest is not read"]);
  });
});

describe("tar archives and compressed files", () => {
  const files = { "a/people.csv": csv, "note.txt": "hello" };

  test.each([
    ["x.tar", (bytes: Buffer) => bytes, "x.tar › "],
    ["x.tar.gz", gzipSync, "x.tar.gz › "],
    ["x.tgz", gzipSync, "x.tgz › "],
    ["x.tar.zst", zstdCompressSync, "x.tar.zst › "],
  ])("the files of %s are read", async (path, pack, prefix) => {
    const pieces = await piecesIn(path, pack(tarFile(files)));
    expect(textsIn(pieces).map((piece) => piece.path)).toEqual([`${prefix}a/people.csv`, `${prefix}note.txt`]);
    expect(noticesIn(pieces)).toEqual([]);
  });

  test("several members of one gzip file, and several frames of one zst file, are one text", async () => {
    const gzip = Buffer.concat([gzipSync("one "), gzipSync("two")]);
    const zstd = Buffer.concat([zstdCompressSync("one "), zstdCompressSync("two")]);
    expect(textOfPieces(await piecesIn("a.txt.gz", gzip))).toBe("one two");
    expect(textOfPieces(await piecesIn("a.txt.zst", zstd))).toBe("one two");
  });

  test("a compressed file that ends early is read to there, and named", async () => {
    const text = Array.from({ length: 20_000 }, (_, at) => `line ${at}`).join("\n");
    for (const [path, packed] of [
      ["a.txt.gz", gzipSync(text)] as const,
      ["a.txt.zst", zstdCompressSync(text)] as const,
    ]) {
      const pieces = await piecesIn(path, packed.subarray(0, packed.length - 40));
      expect(noticesIn(pieces)).toEqual([`${path} › a.txt: damaged; only its start is read`]);
    }
  });

  test("links and devices of a tar archive hold nothing", async () => {
    const bytes = Buffer.concat([tarBlock("link", 0, "2"), tarBlock("tty", 0, "3"), tarFile({ "a.txt": "text" })]);
    const pieces = await piecesIn("x.tar", bytes);
    expect(textsIn(pieces).map(({ path }) => path)).toEqual(["x.tar › a.txt"]);
    expect(noticesIn(pieces)).toEqual([]);
  });

  test("long names of both formats are read", async () => {
    const long = `${"folder/".repeat(30)}name.txt`;
    const gnu = Buffer.concat([tarBlock("././@LongLink", long.length, "L"), Buffer.from(long.padEnd(512, "\0"))]);
    const record = `${long.length + 11} path=${long}\n`;
    const posix = Buffer.concat([tarBlock("x", record.length, "x"), Buffer.from(record.padEnd(512, "\0"))]);
    for (const header of [gnu, posix]) {
      const pieces = await piecesIn("x.tar", Buffer.concat([header, tarFile({ "cut.txt": "text" })]));
      expect(textsIn(pieces).map(({ path }) => path)).toEqual([`x.tar › ${long}`]);
    }
  });

  test("a tar archive that ends early is read to there, and named", async () => {
    const pieces = await piecesIn("x.tar", tarFile({ "a.txt": "text ".repeat(1_000) }).subarray(0, 2_000));
    expect(textsIn(pieces)).toHaveLength(1);
    expect(noticesIn(pieces)).toEqual([
      "x.tar › a.txt: damaged; only its start is read",
      "x.tar: the archive ends without its end mark; files may be missing",
    ]);
  });

  test("archives of other formats are named", async () => {
    const bytes = Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]);
    expect(noticesIn(await piecesIn("x.7z", bytes))).toEqual([
      "x.7z: 7z archive: unpack it, or save it as .zip or .tar.gz",
    ]);
  });
});

describe("what is cut off", () => {
  const packed = gzipSync(`Name;E-Mail\n${"Petra Klein;petra@example.org\n".repeat(200)}`);

  test("a gzip file is named wherever it ends early", async () => {
    for (let length = 3; length < packed.length; length++) {
      expect(noticesIn(await piecesIn("a.csv.gz", packed.subarray(0, length)))).toEqual([
        "a.csv.gz › a.csv: damaged; only its start is read",
      ]);
    }
    expect(noticesIn(await piecesIn("a.csv.gz", packed))).toEqual([]);
    expect(noticesIn(await piecesIn("a.csv.gz", Buffer.concat([packed, packed])))).toEqual([]);
    expect(noticesIn(await piecesIn("a.gz", gzipSync("")))).toEqual([]);
  });

  test("a gzip file with a wrong checksum is named", async () => {
    const wrong = Buffer.from(packed);
    wrong.writeUInt32LE(1, wrong.length - 8);
    expect(noticesIn(await piecesIn("a.csv.gz", wrong))).toEqual(["a.csv.gz › a.csv: damaged; only its start is read"]);
  });

  test("a tar archive that ends between two files is named", async () => {
    const bytes = tarFile({ "a.txt": "hello", "b.txt": "more" });
    const pieces = await piecesIn("a.tar", bytes.subarray(0, 1024));
    expect(textOfPieces(pieces)).toBe("hello");
    expect(noticesIn(pieces)).toEqual(["a.tar: the archive ends without its end mark; files may be missing"]);
  });
});
