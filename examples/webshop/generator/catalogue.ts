import { makeEan, makeVatId } from "./check-digits.ts";
import { LOCALES } from "./locales.ts";
import { makePeople, makePerson } from "./people.ts";
import { seededRandom, sqlDate, sqlTime } from "./random.ts";
import type { Row, Table } from "./table.ts";
import { ambiguous, column, key, numberOf, personal, table, trap } from "./table.ts";

const CATEGORIES = [
  "Health & Wellness",
  "Religion & Philosophy",
  "Politics & Society",
  "Phone Cases",
  "Records & Tapes",
  "Home & Address Signs",
  "Kitchen",
  "Garden",
  "Names & Monograms",
  "Gender-neutral Clothing",
  "Genetics for Beginners",
  "Bags",
  "Lighting",
  "Stationery",
] as const;

// Titles a word list takes for special categories of data. All are things on a shelf.
const LOADED_TITLES: readonly (readonly [title: string, category: number])[] = [
  ["The Catholic Hour (LP)", 5],
  ["Religion & Rhythm (LP, remastered)", 5],
  ["Gay Old Time Polka (LP)", 5],
  ["Prison Yard Blues (LP)", 5],
  ["Union Street Serenade (LP)", 5],
  ["Diabetes Cookbook, 3rd edition", 1],
  ["Health Tracker Band 2.0", 1],
  ["First Aid Kit Compact", 1],
  ["Blood Orange Marmalade", 7],
  ["Buddha Garden Statue", 8],
  ["Republican Rome: A History", 3],
  ["Democrat or Not? A Card Game", 3],
  ["Phone Case Emma", 4],
  ["Phone Case Oskar, red", 4],
  ["House Number Sign 42", 6],
  ["Mailbox E-Mail Blue", 6],
  ["Monogram Mug 'Anna'", 9],
  ["Passport Cover Leather", 12],
  ["Credit Card Wallet Slim", 12],
  ["Fingerprint Ink Pad for Children", 14],
  ["Amy Side Table", 13],
  ["Lamp Vincent", 13],
  ["DNA Model Kit", 11],
  ["Age of Sail (jigsaw, 1000 pieces)", 3],
  ["Black Label Coffee", 7],
  ["White Noise Machine", 1],
];

const THINGS = [
  "Teapot",
  "Desk Lamp",
  "Canvas Bag",
  "Notebook A5",
  "Herb Planter",
  "Cutting Board",
  "Wool Blanket",
  "Reading Chair",
];
const FINISHES = ["Oak", "Slate", "Linen", "Copper", "Sage", "Amber", "Indigo"];
const DESCRIPTIONS = [
  "Fits every phone up to 6.7 inches. Phone not included.",
  "Made to order; please name the colour. Washable at 30 degrees.",
  "Weighs 1.2 kg, article 030-231259, tested to EN 71-3.",
  "Our bestseller of the year. Contact with food is safe.",
];
const COMPANIES = [
  "Holzwerk Ammersee GmbH",
  "Atelier Brume SARL",
  "Fenland Ceramics Ltd",
  "Papierfabrik Elster KG",
  "Tekstil Dom sp. z o.o.",
  "Lumen Malmö AB",
  "Cobre y Barro S.L.",
  "De Grachtendrukker B.V.",
  "Nordsee Kontor GmbH",
  "Verre Clair SAS",
];

/** Who the goods come from. A company and its VAT number are nobody's data; its contact person is somebody. */
export function suppliersTable(seed: number): Table {
  const random = seededRandom(seed, "suppliers");
  const people = makePeople(COMPANIES.length, (index) =>
    makePerson(random, random.pick(LOCALES), `lieferant${index + 1}.example`),
  );
  return table("suppliers", {
    columns: [
      key,
      column("company_name", "TEXT NOT NULL", trap("name", "name of a company")),
      column("vat_id", "TEXT NOT NULL UNIQUE", trap("tax_id", "VAT number of a company")),
      column("contact_person", "TEXT NOT NULL", personal("name")),
      column("contact_email", "TEXT NOT NULL", personal("email")),
      column("contact_phone", "TEXT", personal("phone")),
      column("website", "TEXT"),
      column("country", "TEXT NOT NULL DEFAULT 'DE'", ambiguous),
    ],
    rows: people.map((person, index) => ({
      id: index + 1,
      company_name: COMPANIES[index] ?? null,
      vat_id: makeVatId(random),
      contact_person: person.fullName,
      contact_email: person.email,
      contact_phone: random.chance(0.8) ? person.phone : null,
      website: `https://www.lieferant${index + 1}.example/`,
      country: person.locale.country,
    })),
  });
}

export function categoriesTable(): Table {
  return table("categories", {
    columns: [
      key,
      column("parent_id", "INTEGER REFERENCES categories(id)"),
      column("title", "TEXT NOT NULL UNIQUE", trap("health", 'titles of shelves, "Health & Wellness" among them')),
      column("position", "INTEGER NOT NULL DEFAULT 0", trap("employment", "order on the page, not a job")),
    ],
    rows: CATEGORIES.map((title, index) => ({ id: index + 1, parent_id: null, title, position: index * 10 })),
  });
}

function productTitles(seed: number): readonly (readonly [title: string, category: number])[] {
  const random = seededRandom(seed, "titles");
  const plain = THINGS.flatMap((thing) => FINISHES.map((finish) => `${thing} ${finish}`));
  return [...LOADED_TITLES, ...plain.map((title) => [title, random.pick([7, 8, 12, 13, 14])] as const)];
}

/** Goods, with everything that makes a detector believe that they are people. */
export function productsTable(seed: number): Table {
  const random = seededRandom(seed, "products");
  return table("products", {
    columns: [
      key,
      column("category_id", "INTEGER NOT NULL REFERENCES categories(id)"),
      column("supplier_id", "INTEGER NOT NULL REFERENCES suppliers(id)"),
      column("name", "TEXT NOT NULL", trap("name", "names of goods")),
      column("title", "TEXT NOT NULL", trap("name", "heading of the page, not a form of address")),
      column("description", "TEXT NOT NULL DEFAULT ''", trap("phone", "speaks of phones as goods")),
      column("ean", "TEXT NOT NULL UNIQUE", trap("phone", "13-digit article number")),
      column("firmware_version", "TEXT", trap("ip_address", "four-part version number")),
      column("price_cents", "INTEGER NOT NULL CHECK (price_cents > 0)"),
      column("stock", "INTEGER NOT NULL DEFAULT 0"),
      column("weight_grams", "INTEGER", trap("health", "weight of goods")),
      column("image_sha256", "TEXT", trap("phone", "hash whose digits may read as a phone number")),
      column("created_at", "TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP"),
    ],
    indexes: ["CREATE INDEX products_by_category ON products (category_id)"],
    rows: productTitles(seed).map(([title, category], index) => ({
      id: index + 1,
      category_id: category,
      supplier_id: random.int(1, COMPANIES.length),
      name: title,
      title: `${title} | buy online`,
      description: random.pick(DESCRIPTIONS),
      ean: makeEan(random),
      firmware_version: /Tracker|Machine|Lamp/.test(title)
        ? `${random.int(1, 9)}.${random.int(0, 20)}.${random.int(0, 9)}.${random.int(1, 250)}`
        : null,
      price_cents: random.int(4, 220) * 100 - 10,
      stock: random.int(0, 400),
      weight_grams: random.int(40, 9000),
      image_sha256: random.hex(64),
      created_at: sqlTime(random.moment("2022-01-01", "2025-06-30")),
    })),
  });
}

export function couponsTable(seed: number): Table {
  const random = seededRandom(seed, "coupons");
  return table("coupons", {
    columns: [
      key,
      column("code", "TEXT NOT NULL UNIQUE", trap("username", "code of an offer")),
      column("holder_type", "TEXT NOT NULL DEFAULT 'anyone'", trap("name", "kind of holder, no holder")),
      column("academic_year_code", "TEXT", trap("payment_card", "year of study, not a card's check value")),
      column("percent", "INTEGER NOT NULL CHECK (percent BETWEEN 1 AND 60)"),
      column("valid_until", "TEXT NOT NULL"),
      column("is_active", "INTEGER NOT NULL DEFAULT 1"),
    ],
    rows: Array.from({ length: 20 }, (_, index) => {
      const holder = random.pick(["anyone", "student", "company", "school"]);
      return {
        id: index + 1,
        code: `LAUBE${random.int(10, 99)}${random.hex(4).toUpperCase()}`,
        holder_type: holder,
        academic_year_code: holder === "student" ? random.pick(["2324", "2425", "2526"]) : null,
        percent: random.int(1, 12) * 5,
        valid_until: sqlDate(random.moment("2025-01-01", "2026-12-31")),
        is_active: random.int(0, 1),
      };
    }),
  });
}

/** Price of a product in cents, by its id. */
export function priceOf(products: readonly Row[], id: number): number {
  const product = products[id - 1];
  if (product === undefined) throw new RangeError(`there is no product ${id}`);
  return numberOf(product, "price_cents");
}
