import type { Random } from "./random.ts";

// Domains and numbers that are reserved for examples, and names that are those of no real person.
const formats: Readonly<Record<string, readonly string[]>> = {
  email: ["alex.sample@example.org", "kim.muster@example.com", "orders@example.org"],
  "idn-email": ["alex.sample@example.org", "kim.muster@example.com"],
  uri: ["https://example.org/orders/1042", "https://www.example.com/contact"],
  url: ["https://example.org/orders/1042", "https://www.example.com/contact"],
  iri: ["https://example.org/orders/1042"],
  "uri-reference": ["/orders/1042", "https://example.org/contact"],
  "iri-reference": ["/orders/1042"],
  "uri-template": ["https://example.org/orders/{id}"],
  hostname: ["shop.example.org", "db.example.com"],
  "idn-hostname": ["shop.example.org"],
  ipv4: ["192.0.2.17", "198.51.100.4"],
  ipv6: ["2001:db8::17", "2001:db8:0:1::4"],
  cidrv4: ["192.0.2.0/24"],
  cidrv6: ["2001:db8::/32"],
  date: ["2025-03-14", "2024-11-02", "2025-07-28"],
  time: ["09:30:00Z", "16:05:12Z"],
  "date-time": ["2025-03-14T09:30:00Z", "2024-11-02T16:05:12Z"],
  duration: ["P30D", "PT2H"],
  regex: ["^[a-z]+$"],
  "json-pointer": ["/items/0"],
  "relative-json-pointer": ["1/name"],
  e164: ["+442079460018"],
  base64: ["c2FtcGxl"],
  base64url: ["c2FtcGxl"],
};

const words: readonly (readonly [name: RegExp, texts: readonly string[]])[] = [
  [/e_?mail$/, formats["email"]!],
  [/(tele)?phone|mobile|fax/, ["+44 20 7946 0018", "+44 20 7946 0912"]],
  [/first_?name|given_?name/, ["Alex", "Kim", "Robin"]],
  [/(last|family|sur)_?name/, ["Sample", "Muster", "Exemple"]],
  [/(user|login|account)(_?name)?$/, ["alex.sample", "kim.muster"]],
  [/street|address/, ["1 Example Street", "12 Sample Road"]],
  [/city|town/, ["Sampleton", "Musterstadt"]],
  [/post_?code|zip/, ["00000", "12345"]],
  [/country/, ["DE", "FR", "IE"]],
  [/currency/, ["EUR"]],
  [/language|locale/, ["en", "de"]],
  [/url|uri|link|website/, formats["uri"]!],
  [/host|domain/, formats["hostname"]!],
  [/path|file/, ["exports/customers.csv", "docs/contract.txt", "mail/inbox.eml"]],
  [/date|_at$|day/, formats["date"]!],
  [/time/, formats["date-time"]!],
  [/(^|_)(ids?|key|ref|reference)$/, ["sample-1", "sample-2", "sample-3"]],
  [/version/, ["1.0.0", "1.2.0"]],
  [/table/, ["customers", "orders", "employees"]],
  [/column|field/, ["email", "created_at", "city"]],
  [/database|schema/, ["shop", "archive"]],
  [/digest|hash/, ["0f1e2d3c4b5a69788796a5b4c3d2e1f0"]],
  [/colou?r/, ["#90ee90"]],
  [/title|subject/, ["Sample title", "Another sample title"]],
  [/description|comment|message|text|content|note|reason/, ["Sample text", "Another sample text"]],
  [/name/, ["Sample name", "Another sample name"]],
];

/** Returns texts of a format, the first at random; none for an unknown format. */
export function formatted(format: string, random: Random): readonly string[] {
  if (format === "uuid" || format === "guid") return [uuid(random)];
  const known = formats[format];
  if (known === undefined) return [];
  const first = random.integer(0, known.length - 1);
  return [...known.slice(first), ...known.slice(0, first)];
}

/** Returns a text that suits a property of this name. */
export function believable(name: string | null, random: Random): string {
  const plain = (name ?? "").replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
  const [, texts] = words.find(([pattern]) => pattern.test(plain)) ?? [];
  if (texts !== undefined) return random.pick(texts);
  return plain === ""
    ? `sample ${random.integer(1, 9)}`
    : `sample ${plain.replaceAll("_", " ")} ${random.integer(1, 9)}`;
}

function uuid(random: Random): string {
  const digits = (count: number): string =>
    Array.from({ length: count }, () => random.integer(0, 15).toString(16)).join("");
  return `${digits(8)}-${digits(4)}-4${digits(3)}-a${digits(3)}-${digits(12)}`;
}
