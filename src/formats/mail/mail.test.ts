import { describe, expect, test } from "vitest";
import { fieldsIn, noticesIn, piecesIn, textOfPieces, textsIn } from "../../testing/read-pieces.ts";
import { docxFile } from "../../testing/sample-files.ts";

const mail = (headers: readonly string[], body: string): string =>
  ["From: Ada <ada@example.org>", "To: Jo <jo@example.org>", "MIME-Version: 1.0", ...headers, "", body].join("\r\n");

const bodyOf = async (headers: readonly string[], body: string | Uint8Array): Promise<string> => {
  const bytes = Buffer.concat([Buffer.from(mail(headers, "")), Buffer.from(body)]);
  return textOfPieces(await piecesIn("a.eml", bytes));
};

const part = (headers: readonly string[], body: string): string => ["--b", ...headers, "", body, ""].join("\r\n");
const multipart = (kind: string, parts: readonly string[]): string =>
  mail([`Content-Type: multipart/${kind}; boundary="b"`], `preamble\r\n${parts.join("")}--b--\r\nepilogue`);

describe("headers", () => {
  test("names and addresses are fields of their own, decoded", async () => {
    const text =
      'From: "=?utf-8?Q?Ines_F=C3=A4lk?=" <ines@example.org>\nTo: =?UTF-8?B?Sm9uYXMgUG9obA==?= <jonas@example.org>,\n "Klein, Petra" <petra@example.org>, Team: a@example.org, b@example.org;\nDate: Mon, 1 Jan 2024 10:00:00 +0100\nSubject: =?utf-8?Q?Termin_f=C3=BCr?=\n =?utf-8?Q?_morgen?=\n\nHi';
    const pieces = await piecesIn("a.eml", text);
    expect(fieldsIn(pieces)).toEqual({
      "from.full name": ["Ines Fälk"],
      "from.email": ["ines@example.org"],
      "to.full name": ["Jonas Pohl", "Klein, Petra"],
      "to.email": ["jonas@example.org", "petra@example.org", "a@example.org", "b@example.org"],
      date: ["Mon, 1 Jan 2024 10:00:00 +0100"],
      subject: ["Termin für morgen"],
    });
    expect(textsIn(pieces).map(({ text: found, place }) => [place.line, found])).toEqual([
      [5, "Termin für morgen"],
      [8, "Hi"],
    ]);
  });

  test("a mail is told by its headers, whatever its name, and a letter with labels is none", async () => {
    expect(fieldsIn(await piecesIn("1700000000.M1P2.host", mail(["Subject: x"], "y")))["from.email"]).toEqual([
      "ada@example.org",
    ]);
    expect(textsIn(await piecesIn("note.txt", "Name: Ada\nTo: do\n\ntext")).map(({ encoding }) => encoding)).toEqual([
      "utf-8",
    ]);
  });
});

describe("bodies", () => {
  test("base64 and quoted-printable are decoded", async () => {
    const base64 = Buffer.from("Herr Müller").toString("base64");
    expect(await bodyOf(["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64"], base64)).toBe(
      "Herr Müller",
    );
    expect(
      await bodyOf(
        ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: Quoted-Printable"],
        "M=C3=BCller 90=\r\n1820 =\r\na=3D=zz=",
      ),
    ).toBe("Müller 901820 a==zz");
  });

  test.each([
    ["iso-8859-1", [0x4d, 0xfc], "Mü"],
    ["windows-1252", [0x80, 0x35], "€5"],
    ["iso-2022-jp", [0x1b, 0x24, 0x42, 0x3b, 0x33, 0x1b, 0x28, 0x42], "山"],
    ["utf-7", [...Buffer.from("M+APw-ller")], "Müller"],
    ["koi8-r", [0xf0], "П"],
    ["us-ascii", [0x4d, 0xc3, 0xbc], "Mü"],
    ["cp850", [0x81], "ü"],
  ])("characters of %s are decoded", async (charset, bytes, text) => {
    expect(await bodyOf([`Content-Type: text/plain; charset="${charset}"`], Uint8Array.from(bytes))).toBe(text);
  });

  test("lines that a program broke are joined", async () => {
    const flowed = "one \r\ntwo\r\n> quoted \r\n> on\r\n-- \r\nAda";
    expect(await bodyOf(["Content-Type: text/plain; format=flowed"], flowed)).toBe("one two\n> quoted on\n-- \nAda");
    expect(await bodyOf(["Content-Type: text/plain; format=flowed; delsp=yes"], "山 \r\n田")).toBe("山田");
  });

  test("HTML is read as text", async () => {
    expect(await bodyOf(["Content-Type: text/html"], "<p>one</p><p>two &amp; <b>three</b></p>")).toBe(
      "one\ntwo & three",
    );
  });

  test("one of two alternatives is read: plain text, unless the other says much more", async () => {
    const html = part(["Content-Type: text/html"], "<p>Dear Petra, this is <b>HTML</b></p>");
    const plain = part(["Content-Type: text/plain"], "Dear Petra, this is text");
    const poor = part(["Content-Type: text/plain"], "no HTML?");
    expect(textOfPieces(await piecesIn("a.eml", multipart("alternative", [plain, html])))).toBe(
      "Dear Petra, this is text",
    );
    expect(textOfPieces(await piecesIn("a.eml", multipart("alternative", [poor, html])))).toBe(
      "Dear Petra, this is HTML",
    );
  });

  test.each([
    ["Content-Transfer-Encoding: base64", "%%%%", "1 body not decoded in full: damaged transfer encoding"],
    [
      "Content-Type: text/plain; charset=secret-name",
      "x",
      "1 body in an unknown encoding, read as UTF-8 or windows-1252",
    ],
    ["Content-Type: multipart/encrypted; boundary=b", "--b\r\n\r\nx\r\n--b--", "1 body not read: encrypted"],
    ["Content-Type: application/pkcs7-mime", "MIIB", "1 body not read: encrypted"],
  ])("%s: a body that cannot be read is named", async (header, body, reason) => {
    expect(noticesIn(await piecesIn("a.eml", mail([header], body)))).toEqual([`a.eml: ${reason}`]);
  });
});

describe("attachments", () => {
  const attached = (name: string, bytes: Uint8Array): string =>
    part(
      [
        `Content-Type: application/octet-stream; ${name}`,
        "Content-Transfer-Encoding: base64",
        "Content-Disposition: attachment",
      ],
      Buffer.from(bytes).toString("base64").replaceAll(/.{76}/g, "$&\r\n"),
    );

  test.each([
    ['name="letter.docx"', "letter.docx"],
    ["name*0*=utf-8''l%C3%A4; name*1*=tter; name*2=.docx", "lätter.docx"],
    ['name="=?utf-8?B?bMOkdHRlci5kb2N4?="', "lätter.docx"],
    ['name="../../x.docx"', "x.docx"],
  ])("a document with %s is read under the path of the mail", async (name, shown) => {
    const pieces = await piecesIn("a.eml", multipart("mixed", [attached(name, docxFile(["Dear Petra"]))]));
    expect(textsIn(pieces).map(({ path, text }) => [path, text])).toEqual([[`a.eml › ${shown}`, "Dear Petra"]]);
  });

  test("a mail inside a mail is read as one, and images are counted", async () => {
    const inner = part(["Content-Type: message/rfc822"], mail(["Subject: inner"], "inside"));
    const image = part(["Content-Type: image/png; name=x.png"], "x");
    const pieces = await piecesIn("a.eml", multipart("mixed", [inner, image, image]));
    expect(textsIn(pieces).map(({ path, text }) => [path, text])).toEqual([
      ["a.eml › attachment.eml", "inner"],
      ["a.eml › attachment.eml", "inside"],
    ]);
    expect(noticesIn(pieces)).toEqual(["a.eml: 2 attached images, sounds and videos are not read"]);
  });

  test("mails inside each other without end are read to a depth", async () => {
    let text = mail(["Subject: x"], "core");
    for (let depth = 0; depth < 40; depth++) text = mail(["Content-Type: message/rfc822"], text);
    expect(noticesIn(await piecesIn("a.eml", text))).toEqual([expect.stringContaining("files inside each other")]);
    const parts = Array.from(
      { length: 100 },
      (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
    );
    expect(noticesIn(await piecesIn("a.eml", `From: a@example.org\r\nDate: x\r\n${parts.join("")}`))).toEqual([
      "a.eml: a mail with too many parts, or parts too deep inside each other, is not read in full",
    ]);
  });
});

describe("mailboxes", () => {
  const box = (count: number): string =>
    Array.from(
      { length: count },
      (_, at) =>
        `From p${at}@example.org Mon Jan  1 10:00:00 2024\nFrom: Person ${at} <p${at}@example.org>\nSubject: s${at}\n\nHello\n>From me\nFrom here on\n\n`,
    ).join("");

  test("mails are read one after the other, with the lines of the mailbox", async () => {
    const pieces = await piecesIn("in.mbox", box(3));
    expect(textsIn(pieces).map(({ text, place }) => [place.line, text.trim()])).toEqual([
      ...[0, 1, 2].flatMap((at) => [
        [3 + at * 8, `s${at}`],
        [5 + at * 8, "Hello\nFrom me\nFrom here on"],
      ]),
    ]);
    expect(fieldsIn(pieces)["from.email"]).toEqual(["p0@example.org", "p1@example.org", "p2@example.org"]);
    expect(textsIn(pieces).map(({ isLast }) => isLast)).toEqual([false, false, false, false, false, true]);
  });

  test("borders of pieces do not matter", async () => {
    const pieces = await piecesIn("in.mbox", box(3_000));
    expect(textsIn(pieces)).toHaveLength(6_000);
    const lines = box(3_000).split("\n");
    for (const { text, place } of textsIn(pieces)) {
      const line = lines[(place.line ?? 0) - 1];
      expect(line === "Hello" || line === `Subject: ${text}`).toBe(true);
    }
  });
});
