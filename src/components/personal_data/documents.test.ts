import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { type PersonalDataFinding, type StandardInputItem, standardInput } from "../../plugin/index.ts";
import { collect, fakeContext, inputOf } from "../../testing/component-context.ts";
import { itemsIn } from "../../testing/files/file-items.ts";
import { docxFile, xlsxFile } from "../../testing/files/sample-files.ts";
import { rulesetFiles } from "../rulesets/index.ts";
import { personalDataConfig } from "./config.ts";
import { personalData } from "./index.ts";

const shipped = rulesetFiles.find(({ uri }) => uri === "local/personal_data/1.0.0");

async function analyse(elements: readonly StandardInputItem[]): Promise<readonly PersonalDataFinding[]> {
  if (shipped === undefined) throw new Error("no ruleset");
  const ruleset = { uri: shipped.uri, path: fileURLToPath(shipped.file) };
  const config = { ...personalDataConfig.parse({ evidence: { max_per_finding: 20 } }), ruleset };
  const limits = { truncated: false, notices: [] };
  const source = { kind: "filesystem", connector: "test", location: "x" } as const;
  const part = { elements: [...elements], rest: { name: "x", source, limits, summary: {} } };
  const inputs = { standard_input: inputOf(standardInput, [part]) };
  return (await collect(personalData.process(fakeContext({ config, inputs })))).elements;
}

const categories = (findings: readonly PersonalDataFinding[]): readonly string[] =>
  [...new Set(findings.map(({ category }) => category))].toSorted();

const body =
  "Sehr geehrter Herr Müller,\nmeine IBAN ist DE89 3704 0044 0532 0130 00 und meine Nummer +49 30 901820.\nIch bin seit Montag krankgeschrieben.\n";
const headers = 'From: "Ines" <ines.falk@muster.de>\nTo: jonas.pohl@muster.de\nSubject: test\nMIME-Version: 1.0\n';
const quoted = (bytes: Buffer): string =>
  [...bytes]
    .map((byte) => `=${byte.toString(16).padStart(2, "0").toUpperCase()}`)
    .join("")
    .replaceAll(/.{72}/g, "$&=\n");

test.each([
  ["plain text", "Content-Type: text/plain; charset=utf-8", body],
  [
    "base64",
    "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64",
    Buffer.from(body).toString("base64"),
  ],
  [
    "quoted-printable",
    "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable",
    quoted(Buffer.from(body)),
  ],
  [
    "another character set",
    "Content-Type: text/plain; charset=utf-16le\nContent-Transfer-Encoding: base64",
    Buffer.from(body, "utf16le").toString("base64"),
  ],
  ["HTML", "Content-Type: text/html; charset=utf-8", `<p>${body.replaceAll(" ", "&#32;").replaceAll("\n", "</p><p>")}`],
  ["broken lines", "Content-Type: text/plain; charset=utf-8; format=flowed", body.replaceAll(/ (?=\d)/g, " \n")],
  [
    "a part of several",
    "Content-Type: multipart/mixed; boundary=b",
    `--b\nContent-Type: text/plain; charset=utf-8\n\n${body}\n--b--`,
  ],
])("a mail in %s has the same findings", async (_, type, text) => {
  const findings = await analyse(await itemsIn("a.eml", `${headers}${type}\n\n${text}`));
  expect(categories(findings)).toEqual(["bank_account", "email", "health", "name", "phone"]);
});

test("an address in a body is found beside those of the headers, and without the signs of its encoding", async () => {
  const mail = `${headers}Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<a title=3Dklaus1@muster.de =\nhref=3D"mailto:klaus1@muster.de">Klaus</a> und peter@sehr-lange=\n-domain.muster.de`;
  const emails = (await analyse(await itemsIn("a.eml", mail))).filter(({ category }) => category === "email");
  expect(
    emails.map(({ locator, matches, evidence }) => [locator.kind, matches.distinct, evidence.map(({ text }) => text)]),
  ).toEqual([
    ["field", 1, ["i***@***.de"]],
    ["field", 1, ["j***@***.de"]],
    ["file", 2, ["p***@***.de", "k***@***.de"]],
  ]);
});

test("findings in documents have their paragraph, sheet and row", async () => {
  const docx = await analyse(await itemsIn("a.docx", docxFile(["Hello", "there", "write to klaus1@muster.de"])));
  expect(docx.map(({ locator }) => locator)).toEqual([{ kind: "file", path: "a.docx", paragraph: 3 }]);
  const rows = [["Topic"], ["nothing"], ["write to klaus1@muster.de please, not to me or anyone else"]];
  const xlsx = await analyse(await itemsIn("a.xlsx", xlsxFile({ Notes: rows })));
  expect(xlsx.map(({ locator, evidence }) => evidence[0]?.locator ?? locator)).toContainEqual(
    expect.objectContaining({ path: "a.xlsx", sheet: "Notes", row: 3 }),
  );
});
