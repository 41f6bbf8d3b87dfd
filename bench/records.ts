import { FieldCollector, openRecords } from "../src/formats/records/index.ts";
import { createRandom } from "./workloads.ts";

/** `WCT_BENCH_RECORDS_MB`: size of each form. */
const size = Number(process.env["WCT_BENCH_RECORDS_MB"] ?? 200) * 1e6;
const pieceLength = 256 * 1024;

type MakeRecord = (index: number) => string;

const random = createRandom(5);
const digits = (count: number): string => Array.from({ length: count }, () => Math.floor(random() * 10)).join("");
const people = Array.from({ length: 5000 }, (_, index) => ({
  given: `Given${index % 700}`,
  family: `Family${index % 900}`,
  mail: `person${index}@shop.example.org`,
  phone: `+49 171 ${digits(7)}`,
  city: ["Ulm", "Berlin", "Paris", "Lyon", "Wien"][index % 5] ?? "",
}));
const person = (index: number) => people[index % people.length] ?? people[0]!;

const forms: Readonly<Record<string, { readonly head: string; readonly make: MakeRecord }>> = {
  "customers.csv": {
    head: "id;given name;family name;email;phone;city;note\n",
    make: (index) => {
      const { given, family, mail, phone, city } = person(index);
      const note = index % 10 === 0 ? '"said ""hello"";\ntwice"' : "regular customer since 2019";
      return `${index};${given};${family};${mail};${phone};${city};${note}\n`;
    },
  },
  "events.jsonl": {
    head: "",
    make: (index) => {
      const { given, family, mail, city } = person(index);
      return `{"id":${index},"level":"info","user":{"firstName":"${given}","lastName":"${family}","email":"${mail}"},"city":"${city}","ok":true}\n`;
    },
  },
  "customers.xml": {
    head: '<?xml version="1.0"?>\n<customers>\n',
    make: (index) => {
      const { given, family, mail, city } = person(index);
      return `<customer id="${index}"><firstName>${given}</firstName><lastName>${family}</lastName><email>${mail}</email><city>${city}</city></customer>\n`;
    },
  },
  "app.log": {
    head: "",
    make: (index) =>
      `2026-03-01T10:00:00Z INFO request id=${index} user="${person(index).given}" email=${person(index).mail} took=12ms done\n`,
  },
};

/** Measures the readers of records, from decoded text to the values of each field, on one core. */
export function benchRecords(print: (line: string) => void): void {
  // Loads what the first use loads.
  new FieldCollector().pieces("x");
  for (const [name, { head, make }] of Object.entries(forms)) {
    const pieces = piecesOf(head, make);
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const rounds = Math.max(1, Math.round(size / length));
    const before = process.cpuUsage();
    const reader = openRecords(name, pieces[0] ?? "", false);
    if (reader === undefined) throw new Error(`${name} is not read as records`);
    reader.feed(head);
    for (let round = 0; round < rounds; round++) for (const piece of pieces) reader.feed(piece.slice(0, piece.length));
    const fields = reader.end().filter(({ kind }) => kind === "field").length;
    const { user, system } = process.cpuUsage(before);
    const seconds = (user + system) / 1e6;
    const megabytes = (length * rounds) / 1e6;
    const rss = process.memoryUsage.rss() / 1e6;
    print(
      `${name.padEnd(14)} ${(megabytes / seconds).toFixed(0)} MB/s a core, ${fields} fields, RSS ${rss.toFixed(0)} MB after ${megabytes.toFixed(0)} MB`,
    );
  }
}

/** Makes 16 MB of records, in pieces that end anywhere. */
function piecesOf(head: string, make: MakeRecord): readonly string[] {
  const records: string[] = [];
  for (let length = 0, index = 0; length < 16e6; index++) {
    const record = make(index);
    records.push(record);
    length += record.length;
  }
  const text = Buffer.from(records.join("")).toString("latin1");
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += pieceLength) {
    pieces.push(Buffer.from(text.slice(at, at + pieceLength)).toString("latin1"));
  }
  const [first = "", ...rest] = pieces;
  return head === "" ? pieces : [first, ...rest];
}
