import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CliResult, runCli } from "../support/cli.ts";

/*
 * What a new user may come with: a database of no shop, in another language, under a name that shells and YAML make
 * trouble with, beside a folder of what offices keep.
 */

const database = "Müller's Zahnarzt Praxis (2024).sqlite3";
const folder = "Briefe & Dokumente";

let dir: string;
let ran: CliResult;
const cli = (...args: string[]): Promise<CliResult> => runCli(args, { cwd: dir });

beforeAll(async () => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), "wct other ü-")));
  makePractice(join(dir, database));
  makeLetters(join(dir, folder));
  expect(await cli("init", `./${database}`, `./${folder}`)).toMatchObject({ code: 0 });
  const windows = readFileSync(join(dir, "runbook.yaml"), "utf8").replaceAll("\n", "\r\n");
  writeFileSync(join(dir, "runbook.yaml"), `\ufeff${windows}`);
  ran = await cli("run", "runbook.yaml");
}, 60_000);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function makePractice(path: string): void {
  const db = new DatabaseSync(path);
  db.exec(`
    CREATE TABLE "Patienten" ("Patienten-Nr" INTEGER PRIMARY KEY, Vorname TEXT, Nachname TEXT, "Geb. Datum" TEXT,
      Krankenkasse TEXT, "Vers.-Nr." TEXT, Telefon TEXT, "E-Mail" TEXT, Straße TEXT, Allergien TEXT, "__proto__" TEXT);
    CREATE TABLE Termine (id INTEGER PRIMARY KEY, patient INTEGER REFERENCES Patienten("Patienten-Nr"), notiz TEXT);
    CREATE TABLE "order" (id INTEGER PRIMARY KEY, "select" TEXT, iban TEXT);
    CREATE TABLE leer (a, b);
    CREATE TABLE bilder (roentgen BLOB);
    CREATE VIEW "aktive Patienten" AS SELECT * FROM Patienten;
    CREATE VIEW kaputt AS SELECT * FROM gibt_es_nicht;
    CREATE VIRTUAL TABLE suche USING fts5(text);
    CREATE TABLE streng (zahl INTEGER, doppelt INTEGER GENERATED ALWAYS AS (zahl * 2) STORED) STRICT;
  `);
  const patient = db.prepare(`INSERT INTO Patienten VALUES (?, 'Jörg', 'Weiß', ?, 'AOK', ?, ?, ?, ?, 'Latex', 'x')`);
  const visit = db.prepare("INSERT INTO Termine VALUES (?, ?, ?)");
  const order = db.prepare(`INSERT INTO "order" VALUES (?, 'Krone', 'DE89370400440532013000')`);
  for (let i = 1; i <= 20; i += 1) {
    patient.run(
      i,
      `19${50 + i}-03-12`,
      `A1234567${i}`,
      `+49 89 1234${i + 10}`,
      `p${i}@example.org`,
      `Hauptstraße ${i}`,
    );
    visit.run(i, i, i % 3 === 0 ? "Patient ist HIV-positiv" : "Kontrolle");
    order.run(i);
  }
  db.prepare("INSERT INTO bilder VALUES (?)").run(Buffer.alloc(10));
  db.close();
}

function makeLetters(path: string): void {
  mkdirSync(join(path, "Über mich"), { recursive: true });
  writeFileSync(join(path, "brief.txt"), "Sehr geehrte Frau Müller,\r\nTel: +49 89 12345678\r\n");
  writeFileSync(join(path, "latin1.csv"), Buffer.from("Name;E-Mail\r\nJörg Weiß;joerg@example.org\r\n", "latin1"));
  writeFileSync(join(path, "Über mich", "notiz.md"), "Bewerbung von Frau Öztürk, ayse@example.org");
  writeFileSync(join(path, "leer.txt"), "");
  writeFileSync(join(path, "scan.pdf"), "%PDF-1.4\n");
  symlinkSync("/etc/hosts", join(path, "link"));
}

interface Found {
  readonly category: string;
  readonly locator: { readonly table?: string; readonly column?: string; readonly path?: string };
}

test("what wct init wrote runs at once, also with Windows line ends and a byte order mark", () => {
  expect(ran.code).toBe(0);
  expect(ran.stdout).toContain("6 completed");
});

test("the patients' data is found by its German names, and in texts", async () => {
  const { stdout } = await cli("inspect", "latest", "personal_data", "--raw");
  const findings: readonly Found[] = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const places = new Set(
    findings.map(({ category, locator: { table, column, path } }) => `${category} ${path ?? `${table}.${column}`}`),
  );
  for (const place of [
    "name Patienten.Nachname",
    "date_of_birth Patienten.Geb. Datum",
    "government_id Patienten.Vers.-Nr.",
    "health Patienten.Krankenkasse",
    "health Patienten.Allergien",
    "health Termine.notiz",
    "bank_account order.iban",
    "phone brief.txt",
    "email latin1.csv",
    "email Über mich/notiz.md",
  ]) {
    expect(places).toContain(place);
  }
});

test("patients are the persons, and their care is a purpose", async () => {
  const subjects = (await cli("inspect", "latest", "data_subjects", "--path", "$.findings[*].subject")).stdout;
  const purposes = (await cli("inspect", "latest", "processing_purposes", "--path", "$.findings[*].purpose")).stdout;
  expect(new Set(subjects.trim().split("\n"))).toEqual(new Set(['"patient"']));
  expect(purposes).toContain('"health_care"');
});

test("what could not be read is said", () => {
  expect(ran.stdout).toMatch(/warnings {2}\S+: 2 places were not read in full: .*cannot be read \(SQLite: /);
  expect(ran.stdout).toMatch(/\n {12}\S+: 2 places were not read in full: .*damaged PDF document/);
});
