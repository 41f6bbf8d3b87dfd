import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { docxFile, pdfFile, xlsxFile, zipFile } from "../../src/testing/files/sample-files.ts";

const customers = `Kundennr;Name;Straße;PLZ;Ort;E-Mail\r\n${["anna.keller", "jonas.weber", "lea.fischer"]
  .map((name, index) => `${index + 1};Jürgen Größ;Hauptstraße ${index + 1};80331;München;${name}@muster.example.org`)
  .join("\r\n")}\r\n`;

const mail = `From: Sabine Braun <sabine.braun@muster.example.org>
To: support@muster.example.org
Subject: Kontakt
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Meine Nummer ist +49 171 2345678.
--b
Content-Type: application/pdf
Content-Disposition: attachment; filename=brief.pdf
Content-Transfer-Encoding: base64

${pdfFile(["Antwort an sabine.braun@muster.example.org"]).toString("base64")}
--b--
`;

/** Makes a small shared drive: documents, tables, mails, archives, pictures, a link and a `.gitignore`. */
export function makeDrive(folder: string): void {
  const files: Readonly<Record<string, string | Uint8Array>> = {
    ".gitignore": "tmp/\n",
    "archive/2023.zip": zipFile({ "customers.csv": customers, "logo.png": Uint8Array.of(0x89, 0x50, 0, 0, 0, 1) }),
    "finance/customers.csv": Buffer.from(customers, "latin1"),
    "hr/applicant.pdf": pdfFile(["Anna Keller, anna.keller@muster.example.org", "+49 171 2345678"]),
    "hr/contract.docx": docxFile(["Contract", "Between Muster GmbH and lea.fischer@muster.example.org"]),
    "hr/scan.pdf": pdfFile(["Page 1", ""]),
    "hr/staff.xlsx": xlsxFile({ Staff: [["Name", "E-Mail"], ...["a", "b", "c"].map((one) => staff(one))] }),
    "mail/contact.eml": mail,
    "photos/1.jpg": Uint8Array.of(0xff, 0xd8, 0xff, 0, 1),
    "photos/2.jpg": Uint8Array.of(0xff, 0xd8, 0xff, 0, 2),
    "tmp/old.txt": "old",
  };
  for (const [path, data] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), data);
  }
  symlinkSync("hr", join(folder, "people"));
}

const staff = (letter: string): string[] => [`Lea Fischer ${letter}`, `${letter}.fischer@muster.example.org`];
