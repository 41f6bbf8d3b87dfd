import { SHOP_DOMAIN } from "./accounts.ts";
import type { Shop } from "./shop.ts";
import type { ShopFile } from "./shop-file.ts";
import { plant, textFile, trapValue } from "./shop-file.ts";

/** Minutes of a meeting: staff by name, and one remark about an illness. */
export function meetingMinutes(shop: Shop): ShopFile {
  const [chair, clerk, absent, buyer] = shop.staff;
  if (chair === undefined || clerk === undefined || absent === undefined || buyer === undefined)
    throw new RangeError("the shop has too few staff");
  const text = [
    "MINUTES, LOGISTICS MEETING, 2025-11-24",
    `Present: ${chair.fullName} (chair), ${clerk.fullName}, ${buyer.fullName}`,
    `Excused: ${absent.fullName}, on sick leave after a herniated disc until the middle of December`,
    "",
    "1. State of orders",
    `${clerk.fullName} reports 312 parcels in 48 hours; the state of eleven orders is unclear.`,
    "2. Autumn range",
    `${buyer.fullName} presents the record "Religion & Rhythm" and the phone cases Emma and Oskar. Health & Wellness stays the largest category.`,
    "3. Cover for the sick leave",
    `${chair.fullName} asks the agency for help; calls go to ${chair.phone}.`,
    "",
    "Next meeting: 2025-12-08, 10:00, room 1.2.3",
    "",
  ].join("\n");
  return textFile("documents/minutes-2025-11-24.txt", text, {
    planted: [
      ...plant("name", chair.fullName, clerk.fullName, absent.fullName, buyer.fullName),
      ...plant("phone", chair.phone),
      ...plant("health", "herniated disc"),
    ],
    traps: [
      trapValue("Religion & Rhythm", "religious", "title of a record"),
      trapValue("Health & Wellness", "health", "category of goods"),
      trapValue("Emma", "name", "name of a phone case"),
      trapValue("State of orders", "address", "state of an order"),
    ],
  });
}

/** Notes towards a privacy notice: full of the words for personal data, and of hardly any data. */
export function privacyNotes(shop: Shop): ShopFile {
  const author = shop.staff[5];
  if (author === undefined) throw new RangeError("the shop has too few staff");
  const text = `# Notes for the privacy notice

We process name, e-mail, phone number, date of birth and address to fulfil orders. We do not ask for religion, health,
sexual orientation, trade union membership or political opinions.

- Card numbers go to the payment company; we keep the last four digits.
- IP addresses are kept for 30 days to find attacks. Examples in this text use 192.0.2.55 and 2001:db8::17.
- The newsletter goes out only with consent; \`email_verified\` says whether the address was confirmed.
- Write \`someone@example.com\` in screenshots, and +00 000 000 where a number is needed.

Questions about these notes: ${author.fullName}, ${author.email}. Everybody else: privacy@${SHOP_DOMAIN}.
`;
  return textFile("documents/privacy-notes.md", text, {
    planted: [...plant("name", author.fullName), ...plant("email", author.email)],
    traps: [
      trapValue("192.0.2.55", "ip_address", "documentation range"),
      trapValue("2001:db8::17", "ip_address", "documentation range"),
      trapValue("someone@example.com", "email", "placeholder"),
      trapValue("sexual orientation", "health", "word of a notice, about nobody"),
    ],
  });
}

/** A list that some office program saved as UTF-16. */
export function callList(shop: Shop): ShopFile {
  const people = shop.customers.slice(200, 212);
  const lines = people.map((person) => `${person.fullName}\t${person.phone}\t${person.email}`);
  return textFile("documents/call-list.txt", `Name\tTelefon\tE-Mail\r\n${lines.join("\r\n")}\r\n`, {
    encoding: "utf-16le",
    planted: people.flatMap((person) => [
      ...plant("name", person.fullName),
      ...plant("phone", person.phone),
      ...plant("email", person.email),
    ]),
  });
}
