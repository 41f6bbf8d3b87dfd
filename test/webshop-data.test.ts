import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { electronicFormatIBAN, isValidIBAN } from "ibantools";
import { isPossiblePhoneNumber } from "libphonenumber-js/max";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import { generateWebshop } from "../examples/webshop/generate.ts";
import { passesLuhn } from "../examples/webshop/generator/check-digits.ts";
import type { Planted } from "../examples/webshop/generator/planted.ts";

const committed = join(import.meta.dirname, "../examples/webshop");
const generated = mkdtempSync(join(tmpdir(), "wct-webshop-"));
generateWebshop(generated);

type Rows = readonly Readonly<Record<string, unknown>>[];

function openShop(folder: string): DatabaseSync {
  return new DatabaseSync(join(folder, "data/shop.db"), { readOnly: true });
}

const shop = openShop(committed);
const regenerated = openShop(generated);
afterAll(() => {
  shop.close();
  regenerated.close();
  rmSync(generated, { recursive: true });
});

const query = (database: DatabaseSync, sql: string): Rows => database.prepare(sql).all();
const tableNames = (database: DatabaseSync): readonly string[] =>
  query(database, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").map(({ name }) => String(name));

function filesOf(folder: string): readonly string[] {
  const all = readdirSync(join(folder, "data"), { recursive: true, withFileTypes: true });
  return all
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}

function readPlanted(folder: string): Planted {
  const planted: Planted = JSON.parse(readFileSync(join(folder, "planted.json"), "utf8"));
  return planted;
}

const planted = readPlanted(committed);

function textsOf(columnName: string): readonly string[] {
  const [table, column] = columnName.split(".");
  return query(shop, `SELECT DISTINCT ${column} AS value FROM ${table} WHERE ${column} IS NOT NULL`).map(({ value }) =>
    String(value),
  );
}

/** What a reader of mails sees: encoded words of the head and the body's transfer encoding undone. */
function decodeMail(raw: string): string {
  const [head = "", body = ""] = [raw.slice(0, raw.indexOf("\r\n\r\n")), raw.slice(raw.indexOf("\r\n\r\n") + 4)];
  const words = head.replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, word: string) =>
    Buffer.from(word, "base64").toString("utf8"),
  );
  if (/Encoding: base64/.test(head)) return words + Buffer.from(body, "base64").toString("utf8");
  if (!/Encoding: quoted-printable/.test(head)) return words + body;
  const bytes = body
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return words + Buffer.from(bytes, "latin1").toString("utf8");
}

const decoders = { "utf-8": "utf8", "latin-1": "latin1", "utf-16le": "utf16le", binary: "latin1" } as const;

function decodedText({ path, encoding }: Planted["files"][number]): string {
  const text = readFileSync(join(committed, path)).toString(decoders[encoding]);
  return path.endsWith(".eml") ? decodeMail(text) : text;
}

test("the committed database has the tables, definitions and rows that the generator makes", () => {
  const definitions = "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name";
  expect(query(shop, definitions)).toEqual(query(regenerated, definitions));
  for (const name of tableNames(shop)) {
    const rows = `SELECT * FROM ${name} ORDER BY rowid`;
    expect(query(shop, rows), name).toEqual(query(regenerated, rows));
  }
});

test("the committed files have the bytes that the generator writes", () => {
  expect(filesOf(committed)).toEqual(filesOf(generated));
  const changed = filesOf(committed)
    .filter((path) => !path.endsWith("shop.db"))
    .filter((path) => !readFileSync(join(committed, path)).equals(readFileSync(join(generated, path))));
  expect(changed).toEqual([]);
});

test("the committed truth is the generator's", () => {
  expect(planted).toEqual(readPlanted(generated));
});

test("the data stays small enough for a repository", () => {
  const total = filesOf(committed).reduce((bytes, path) => bytes + statSync(join(committed, path)).size, 0);
  expect(total).toBeLessThan(2.5 * 1024 * 1024);
});

test("another seed makes other people", () => {
  const other = mkdtempSync(join(tmpdir(), "wct-webshop-"));
  try {
    generateWebshop(other, 7);
    const database = openShop(other);
    const emails = new Set(query(database, "SELECT email FROM customers").map(({ email }) => email));
    database.close();
    const shared = textsOf("customers.email").filter((email) => emails.has(email));
    expect(shared.length).toBeLessThan(emails.size / 2);
  } finally {
    rmSync(other, { recursive: true });
  }
});

test("every reference between rows holds", () => {
  expect(query(shop, "PRAGMA foreign_key_check")).toEqual([]);
});

test("every column is called personal, trap, ambiguous or plain, and only once", () => {
  const { personal, traps, ambiguous, plain } = planted.database;
  const judged = [...Object.keys(personal), ...Object.keys(traps), ...ambiguous, ...plain];
  const columns = tableNames(shop).flatMap((table) =>
    query(shop, `SELECT name FROM pragma_table_info('${table}')`).map(({ name }) => `${table}.${String(name)}`),
  );
  expect(judged.toSorted()).toEqual(columns.toSorted());
});

test("every value planted in the database stands in its column", () => {
  const missing = Object.entries(planted.database.values).flatMap(([column, values]) => {
    const present = new Set(textsOf(column));
    return values.filter((value) => !present.has(value)).map((value) => `${column}: ${value}`);
  });
  expect(missing).toEqual([]);
});

test("every value and every trap planted in a file stands in its decoded text", () => {
  const missing = planted.files.flatMap((file) => {
    const text = decodedText(file);
    return [...file.planted, ...file.traps]
      .filter(({ value }) => !text.includes(value))
      .map(({ value }) => `${file.path}: ${value}`);
  });
  expect(missing).toEqual([]);
});

test("no value of the ignored file stands in a file that may be read, or in the database", () => {
  const hidden = planted.files.filter((file) => file.isIgnored).flatMap((file) => file.planted);
  const readable = planted.files.filter((file) => !file.isIgnored).map(decodedText);
  const database = readFileSync(join(committed, "data/shop.db")).toString("utf8");
  expect(hidden.length).toBeGreaterThan(0);
  expect(hidden.filter(({ value }) => [database, ...readable].some((text) => text.includes(value)))).toEqual([]);
});

test.each(["email", "phone", "bank_account", "payment_card", "ip_address", "name"])(
  "plants several values of the category %s",
  (category) => {
    const inFiles = planted.files.flatMap((file) => file.planted).filter((entry) => entry.category === category);
    const inDatabase = Object.entries(planted.database.values)
      .filter(([column]) => planted.database.personal[column] === category)
      .flatMap(([, values]) => values);
    expect(new Set([...inDatabase, ...inFiles.map(({ value }) => value)]).size).toBeGreaterThanOrEqual(8);
  },
);

test("every IBAN has right check digits, national ones included", () => {
  const ibans = ["payments.iban", "staff.iban"].flatMap(textsOf);
  expect(ibans.filter((iban) => !isValidIBAN(electronicFormatIBAN(iban) ?? ""))).toEqual([]);
});

test("every full card number passes the Luhn test, and no order number does", () => {
  expect(textsOf("payments.card_number_legacy").filter((digits) => !passesLuhn(digits))).toEqual([]);
  expect(textsOf("orders.order_number").filter(passesLuhn)).toEqual([]);
});

test("every telephone number has a length and shape that its country knows", () => {
  const rows = query(
    shop,
    "SELECT phone, country FROM customers JOIN addresses ON customer_id = customers.id WHERE phone LIKE '+%'",
  );
  expect(rows.length).toBeGreaterThan(50);
  expect(rows.filter(({ phone }) => !isPossiblePhoneNumber(String(phone)))).toEqual([]);
});

test("the organisation's activities name only systems that exist, and no planted value", () => {
  const text = readFileSync(join(committed, "organisation.yaml"), "utf8");
  const { activities }: { activities: readonly { systems: readonly string[] }[] } = parse(text);
  const systems = activities.flatMap((activity) => activity.systems);
  const places = [
    ...tableNames(shop).map((name) => `shop.${name}`),
    ...planted.files.map(({ path }) => path.slice("data/files/".length)),
  ];
  const isKnown = (system: string) =>
    places.some((place) => new RegExp(`^${system.replaceAll(".", "\\.").replaceAll("*", "[^/]*")}$`).test(place));
  expect(systems.filter((system) => !isKnown(system))).toEqual([]);
  const values = [
    ...Object.values(planted.database.values).flat(),
    ...planted.files.flatMap((file) => file.planted.map(({ value }) => value)),
  ];
  expect(values.filter((value) => text.includes(value))).toEqual([]);
});
