import { groupIban } from "./check-digits.ts";
import { TEST_CARDS } from "./orders.ts";
import type { Person } from "./people.ts";
import type { Random } from "./random.ts";
import { seededRandom, sqlTime } from "./random.ts";
import type { Row, Table } from "./table.ts";
import { ambiguous, column, key, numberOf, personal, table, trap } from "./table.ts";

interface Letter {
  readonly person: Person;
  readonly order: string;
  readonly random: Random;
}

type Write = (letter: Letter) => string;

const english: readonly Write[] = [
  ({ person, order }) =>
    `Hello, my order ${order} never came. Call me on ${person.phone} after five. Regards, ${person.fullName}`,
  ({ person }) =>
    `Please change my login address to ${person.email}. I was born on ${person.birth}. ${person.fullName}`,
  ({ person, order, random }) =>
    `My card ${random.pick(TEST_CARDS).replace(/(\d{4})(?=\d)/g, "$1 ")} was charged twice for ${order}. ${person.fullName}`,
  ({ person }) =>
    `I have a nickel allergy and got a rash from the copper lamp. Is there another one? ${person.fullName}, ${person.email}`,
  ({ order }) => `Tracking for ${order} still says version 1.2.3.4 of the depot system. Nothing else to add.`,
];

// Mails as customers write them: names, numbers and ailments in the middle of a sentence. Who has no letter of the
// own language here writes in English.
const LETTERS: Readonly<Record<string, readonly Write[]>> = {
  de: [
    ({ person, order }) =>
      `Guten Tag, bitte erstatten Sie Bestellung ${order} auf ${groupIban(person.iban)}. Viele Grüße, ${person.fullName}`,
    ({ person }) =>
      `Hallo, ich bin erst ab 18 Uhr erreichbar: ${person.phone}. Die Handyhülle passt leider nicht. ${person.fullName}`,
    ({ person }) =>
      `Seit meiner Knie-OP kann ich das Paket nicht tragen, bitte in den 2. Stock. ${person.fullName}, ${person.street}`,
  ],
  fr: [
    ({ person }) =>
      `Bonjour, j'ai déménagé : ${person.street}, ${person.postalCode} ${person.city}. Merci, ${person.fullName}`,
    ({ person, order }) => `La commande ${order} est arrivée cassée. Mon numéro : ${person.phone}. ${person.fullName}`,
  ],
  es: [({ person }) => `Hola, ¿pueden llamarme al ${person.phone}? Soy ${person.fullName} de ${person.city}.`],
};

/** What customers wrote to the shop, word for word. */
export function ticketsTable(seed: number, people: readonly Person[], orders: readonly Row[]): Table {
  const random = seededRandom(seed, "tickets");
  return table("support_tickets", {
    columns: [
      key,
      column("customer_id", "INTEGER REFERENCES customers(id)", ambiguous),
      column("assigned_to", "INTEGER REFERENCES staff(id)", ambiguous),
      column("sender_email", "TEXT NOT NULL", personal("email")),
      column("subject", "TEXT NOT NULL", ambiguous),
      column("body", "TEXT NOT NULL", personal("communication")),
      column("priority", "TEXT NOT NULL DEFAULT 'normal'"),
      column("reference_uuid", "TEXT NOT NULL", trap("phone", "UUID")),
      column("opened_at", "TEXT NOT NULL", ambiguous),
    ],
    rows: Array.from({ length: 96 }, (_, index) => {
      const order = random.pick(orders);
      const owner = numberOf(order, "customer_id");
      const person = people[owner - 1] ?? random.pick(people);
      const write = random.pick(random.chance(0.3) ? english : (LETTERS[person.locale.language] ?? english));
      return {
        id: index + 1,
        customer_id: random.chance(0.85) ? owner : null,
        assigned_to: random.chance(0.7) ? random.int(1, 14) : null,
        sender_email: person.email,
        subject: random.pick(["Where is my order?", "Rechnung", "Retour", "Product question", "Address"]),
        body: write({ person, order: String(order["order_number"]), random }),
        priority: random.pick(["low", "normal", "normal", "high"]),
        reference_uuid: random.uuid(),
        opened_at: sqlTime(random.moment("2024-01-10", "2025-11-30")),
      };
    }),
  });
}

/** Who said yes to the newsletter, when, and from where. */
export function consentsTable(seed: number, people: readonly Person[], visitors: readonly string[]): Table {
  const random = seededRandom(seed, "consents");
  return table("newsletter_consents", {
    columns: [
      key,
      column("subscriber_email", "TEXT NOT NULL UNIQUE", personal("email")),
      column("display_name", "TEXT", personal("name")),
      column("interests", "TEXT NOT NULL DEFAULT ''", personal("preference")),
      column("granted_at", "TEXT NOT NULL", ambiguous),
      column("granted_from_ip", "TEXT", personal("ip_address")),
      column("withdrawn_at", "TEXT", ambiguous),
      column("source", "TEXT NOT NULL DEFAULT 'checkout'"),
      column("text_version", "TEXT NOT NULL", trap("ip_address", "four-part version of the consent text")),
    ],
    rows: people.slice(0, 210).map((person, index) => ({
      id: index + 1,
      subscriber_email: person.email,
      display_name: random.chance(0.8) ? person.fullName : null,
      interests: random.pick(["garden", "kitchen,lighting", "records", "stationery,bags", ""]),
      granted_at: sqlTime(random.moment("2022-05-01", "2025-11-20")),
      granted_from_ip: random.chance(0.9) ? random.pick(visitors) : null,
      withdrawn_at: random.chance(0.1) ? sqlTime(random.moment("2025-11-21", "2025-11-30")) : null,
      source: random.pick(["checkout", "footer", "fair"]),
      text_version: random.pick(["3.0.1.0", "3.0.2.0"]),
    })),
  });
}

const OPINIONS = [
  "Lovely colour, arrived quickly.",
  "The phone case is too tight for my phone.",
  "Bought it for my mother, she is delighted.",
  "Not as described; the state of the box was poor.",
  "Gute Qualität, gerne wieder.",
];

export function reviewsTable(seed: number, people: readonly Person[], products: readonly Row[]): Table {
  const random = seededRandom(seed, "reviews");
  return table("product_reviews", {
    columns: [
      key,
      column("product_id", "INTEGER NOT NULL REFERENCES products(id)"),
      column("customer_id", "INTEGER REFERENCES customers(id) ON DELETE SET NULL", ambiguous),
      column("reviewer_name", "TEXT NOT NULL", personal("name")),
      column("rating", "INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5)"),
      column("body", "TEXT NOT NULL DEFAULT ''", personal("user_content")),
      column("is_published", "INTEGER NOT NULL DEFAULT 1"),
      column("written_at", "TEXT NOT NULL", ambiguous),
    ],
    rows: Array.from({ length: 220 }, (_, index) => {
      const customer = random.int(1, people.length);
      return {
        id: index + 1,
        product_id: random.int(1, products.length),
        customer_id: customer,
        reviewer_name: people[customer - 1]?.fullName ?? "",
        rating: random.int(1, 5),
        body: random.pick(OPINIONS),
        is_published: random.chance(0.9) ? 1 : 0,
        written_at: sqlTime(random.moment("2024-02-01", "2025-11-30")),
      };
    }),
  });
}
