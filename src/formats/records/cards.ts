import { FieldCollector } from "./collector.ts";
import { type FieldNode, FieldTree } from "./field-tree.ts";
import { LineSplitter } from "./lines.ts";
import type { RecordForm, RecordReader } from "./record-reader.ts";

/** vCard and iCalendar: contacts and events, with their lines unfolded. */
export const cards: RecordForm = {
  open({ path, text }) {
    return /^\s*BEGIN:(?:VCARD|VCALENDAR|VEVENT)\s/i.test(text) ? reader(path) : undefined;
  },
};

/** What the properties mean, in the words of columns. Parts of a value are separated with semicolons. */
const properties: Readonly<Record<string, string | readonly string[]>> = {
  N: ["family name", "given name", "middle name", "name prefix", "name suffix"],
  ADR: ["post box", "address extension", "street address", "city", "region", "postal code", "country"],
  FN: "full name",
  NICKNAME: "nickname",
  EMAIL: "email",
  TEL: "phone",
  BDAY: "birth date",
  GENDER: "gender",
  ORG: "organisation",
  TITLE: "job title",
  ROLE: "role",
  NOTE: "note",
  URL: "url",
  "X-WAB-GENDER": "gender",
  "X-SKYPE": "skype name",
};

const withoutValues = /^(?:BEGIN|END|VERSION|PRODID|PHOTO|LOGO|SOUND|KEY|REV|UID|DTSTAMP|SEQUENCE|CALSCALE|METHOD)$/;

const property = /^(?:[\w-]+\.)?([\w-]{1,60})((?:;(?:[^:";]|"[^"]*")*)*):(.*)$/s;
const quotedStart = /^[^:]{0,500};(?:ENCODING=)?QUOTED-PRINTABLE[^:]{0,500}:/i;
const longestProperty = 20_000;

function reader(path: string): RecordReader {
  const collector = new FieldCollector();
  const { root } = new FieldTree(collector);
  let held = "";
  let heldLine = 1;
  let isQuoted = false;
  const take = (line: string, number: number): void => {
    // The end of a text that grows is looked at only where it says something: that takes a copy of it each time.
    const isSoftBreak = isQuoted && held.length < longestProperty && held.endsWith("=");
    if (isSoftBreak) held = `${held.slice(0, -1)}${line.replace(/^[ \t]/, "")}`;
    else if (/^[ \t]/.test(line)) {
      if (held.length < longestProperty) held += line.slice(1);
    } else {
      addProperty(root, held, { collector, line: heldLine });
      [held, heldLine] = [line, number];
      isQuoted = quotedStart.test(line);
    }
  };
  const lines = new LineSplitter(take);
  return {
    feed: (text) => lines.feed(text),
    end: () => {
      lines.end();
      addProperty(root, held, { collector, line: heldLine });
      return collector.pieces(path);
    },
  };
}

interface PropertyPlace {
  readonly collector: FieldCollector;
  readonly line: number;
}

function addProperty(root: FieldNode, text: string, { collector, line }: PropertyPlace): void {
  const [, key = "", parameters = "", raw = ""] = property.exec(text) ?? [];
  const name = key.toUpperCase();
  if (name === "BEGIN" && /^(?:VCARD|VEVENT|VTODO|VJOURNAL)/i.test(raw)) collector.records++;
  if (name === "" || withoutValues.test(name) || /ENCODING=B\b|;BASE64|VALUE=BINARY/i.test(parameters)) return;
  const value = /QUOTED-PRINTABLE/i.test(parameters) ? quotedPrintable(raw, parameters) : raw;
  const row = Math.max(1, collector.records);
  const add = (field: string, part: string): void => root.key(field).add(plain(part), row, line);
  const [, commonName] = /;CN=("[^"]*"|[^;:]*)/i.exec(parameters) ?? [];
  if (commonName !== undefined) root.key(key.toLowerCase()).key("full name").add(unquoted(commonName), row, line);
  const known = properties[name];
  if (/^(?:mailto|tel):/i.test(value)) {
    const field = /^mailto/i.test(value) ? "email" : "phone";
    const node = known === undefined ? root.key(key.toLowerCase()).key(field) : root.key(field);
    node.add(plain(value.replace(/^\w+:/, "")), row, line);
  } else if (typeof known === "object") {
    for (const [index, part] of value.split(/(?<!\\);/).entries()) add(known[index] ?? key.toLowerCase(), part);
  } else add(known ?? key.toLowerCase().replaceAll("-", " "), value);
}

const plain = (value: string): string =>
  value
    .replace(/\\n/gi, "\n")
    .replace(/\\([,;:\\])/g, "$1")
    .trim();

const unquoted = (value: string): string => value.replace(/^"(.*)"$/s, "$1");

function quotedPrintable(value: string, parameters: string): string {
  const bytes = Buffer.from(
    value.replace(/=([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    "latin1",
  );
  const [, charset = "utf-8"] = /CHARSET=([\w-]+)/i.exec(parameters) ?? [];
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return bytes.toString("utf8");
  }
}
