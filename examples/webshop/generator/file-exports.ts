import { groupIban, makeEan, makeOrderNumber } from "./check-digits.ts";
import type { Person } from "./people.ts";
import type { Random } from "./random.ts";
import { seededRandom, sqlDate } from "./random.ts";
import type { Shop } from "./shop.ts";
import type { PlantedValue, ShopFile } from "./shop-file.ts";
import { plant, textFile, trapValue } from "./shop-file.ts";

const isWestern = ({ locale }: Person): boolean => ["DE", "FR", "ES", "GB", "NL", "SE"].includes(locale.country);

/** Comma-separated, UTF-8. */
export function newsletterCsv(shop: Shop): ShopFile {
  const random = seededRandom(shop.seed, "newsletter.csv");
  const readers = shop.customers.slice(40, 100);
  const lines = readers.map((person) =>
    [
      person.email,
      `"${person.family}, ${person.given}"`,
      person.locale.language,
      "1",
      sqlDate(random.moment("2023-01-01", "2025-11-01")),
    ].join(","),
  );
  return textFile("exports/newsletter.csv", `email,name,language,email_verified,since\n${lines.join("\n")}\n`, {
    planted: readers.flatMap((person) => [
      ...plant("email", person.email),
      ...plant("name", `${person.family}, ${person.given}`),
    ]),
    traps: [trapValue("email_verified", "email", "flag, 0 or 1")],
  });
}

/** Semicolons, Latin-1 and CR LF, as an old till writes it. */
export function returnsCsv(shop: Shop): ShopFile {
  const random = seededRandom(shop.seed, "returns.csv");
  const senders = shop.customers.filter(isWestern).slice(100, 140);
  const rows = senders.map((person, index) => ({
    person,
    order: makeOrderNumber(random, 9_000 + index),
    ean: makeEan(random),
  }));
  const lines = rows.map(({ person, order, ean }) =>
    [
      order,
      ean,
      person.fullName,
      `${person.street}, ${person.postalCode} ${person.city}`,
      groupIban(person.iban),
      random.pick(["zu klein", "beschädigt", "gefällt nicht"]),
    ].join(";"),
  );
  const first = rows[0];
  return textFile(
    "exports/returns.csv",
    `Bestellung;EAN;Kunde;Anschrift;Erstattung auf;Grund\r\n${lines.join("\r\n")}\r\n`,
    {
      encoding: "latin-1",
      planted: senders.flatMap((person) => [
        ...plant("name", person.fullName),
        ...plant("address", `${person.street}, ${person.postalCode} ${person.city}`),
        ...plant("bank_account", groupIban(person.iban)),
      ]),
      traps:
        first === undefined
          ? []
          : [
              trapValue(first.order, "payment_card", "order number, fails the Luhn test"),
              trapValue(first.ean, "phone", "article number"),
            ],
    },
  );
}

/** Orders without people: every column is a trap. */
export function ordersCsv(shop: Shop): ShopFile {
  const random = seededRandom(shop.seed, "orders.csv");
  const rows = Array.from({ length: 80 }, (_, index) => ({
    order: makeOrderNumber(random, index + 1),
    uuid: random.uuid(),
    state: random.pick(["paid", "shipped"]),
    tracking: `003404${random.digits(14)}`,
    ean: makeEan(random),
  }));
  const lines = rows.map(({ order, uuid, state, tracking, ean }) =>
    [order, uuid, state, tracking, ean, "2526"].join(","),
  );
  return textFile(
    "exports/orders.csv",
    `order_number,public_id,state,tracking_number,ean,academic_year_code\n${lines.join("\n")}\n`,
    {
      traps: [
        ...rows
          .slice(0, 5)
          .flatMap(({ order, uuid, tracking, ean }) => [
            trapValue(order, "payment_card", "16 digits that fail the Luhn test"),
            trapValue(uuid, "phone", "UUID"),
            trapValue(tracking, "phone", "number of a parcel"),
            trapValue(ean, "phone", "13-digit article number"),
          ]),
        trapValue("state", "address", "state of an order"),
        trapValue("academic_year_code", "payment_card", "year of study, not a card's check value"),
      ],
    },
  );
}

function crmContact(random: Random, person: Person, planted: PlantedValue[]): object {
  planted.push(...plant("name", person.fullName), ...plant("email", person.email), ...plant("phone", person.phone));
  return {
    id: random.uuid(),
    kind: "prospect",
    person: { title: "", fullName: person.fullName, birthDate: person.birth },
    channels: [
      { type: "email", value: person.email, verified: random.chance(0.5) },
      { type: "phone", value: person.phone, verified: false },
    ],
    address: {
      lines: [person.street],
      postalCode: person.postalCode,
      city: person.city,
      country: person.locale.country,
    },
    notes: random.pick([["Met at the fair"], [], ["Wants the autumn catalogue", "Call before noon"]]),
    sync: { etag: random.hex(40), version: "1.2.3.4", state: "clean" },
  };
}

/** Nested JSON of a customer relations program: people three levels down. */
export function crmJson(shop: Shop): ShopFile {
  const random = seededRandom(shop.seed, "crm.json");
  const planted: PlantedValue[] = [];
  const people = shop.customers.slice(150, 180);
  const accounts = Array.from({ length: 10 }, (_, index) => ({
    company: { name: `Gasthaus Beispiel ${index + 1}`, vatId: `ATU${random.digits(8)}`, phoneSystem: "cloud" },
    contacts: people.slice(index * 3, index * 3 + 3).map((person) => crmContact(random, person, planted)),
  }));
  return textFile(
    "exports/crm.json",
    `${JSON.stringify({ exportedAt: "2025-11-30T04:00:00Z", accounts }, null, 2)}\n`,
    {
      planted,
      traps: [
        trapValue("phoneSystem", "phone", "what telephone the company uses"),
        trapValue("vatId", "tax_id", "VAT number of a company"),
        trapValue("Gasthaus Beispiel 1", "name", "company"),
      ],
    },
  );
}
