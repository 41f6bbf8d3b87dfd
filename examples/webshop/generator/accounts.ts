import { makeIban, makeTaxId } from "./check-digits.ts";
import { HOME, LOCALES } from "./locales.ts";
import type { Person } from "./people.ts";
import { mailLocalPart, makePeople, makePerson } from "./people.ts";
import type { Random } from "./random.ts";
import { seededRandom, sqlDate, sqlTime } from "./random.ts";
import type { Row, Table } from "./table.ts";
import { ambiguous, column, key, personal, table, trap } from "./table.ts";

const CUSTOMERS = 320;
const STAFF = 14;
/** The domain the shop and its staff write from. */
export const SHOP_DOMAIN = "nordlaube.example";

export function makeCustomers(seed: number): readonly Person[] {
  const random = seededRandom(seed, "customers");
  return makePeople(CUSTOMERS, () => makePerson(random, random.pick(LOCALES)));
}

export function makeStaff(seed: number): readonly Person[] {
  const random = seededRandom(seed, "staff");
  return makePeople(STAFF, () => makePerson(random, HOME, SHOP_DOMAIN));
}

/** Customers' accounts. */
export function customersTable(seed: number, people: readonly Person[]): Table {
  const random = seededRandom(seed, "accounts");
  return table("customers", {
    columns: [
      key,
      column("first_name", "TEXT NOT NULL", personal("name")),
      column("last_name", "TEXT NOT NULL", personal("name")),
      column("gender", "TEXT CHECK (gender IN ('f', 'm', 'd'))", personal("gender")),
      column("email", "TEXT NOT NULL UNIQUE", personal("email")),
      column("email_verified", "INTEGER NOT NULL DEFAULT 0", trap("email", "flag, 0 or 1")),
      column("phone", "TEXT", personal("phone")),
      column("date_of_birth", "TEXT", personal("date_of_birth")),
      column("login", "TEXT NOT NULL UNIQUE", personal("username")),
      column("password_hash", "TEXT NOT NULL", personal("password")),
      column("preferred_language", "TEXT NOT NULL DEFAULT 'de'", ambiguous),
      column("loyalty_tier", "TEXT NOT NULL DEFAULT 'basic'", ambiguous),
      column("schema_version", "TEXT NOT NULL DEFAULT '1.2.3.4'", trap("ip_address", "four-part version number")),
      column("created_at", "TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP", ambiguous),
      column("deleted_at", "TEXT", ambiguous),
    ],
    indexes: ["CREATE INDEX customers_by_name ON customers (last_name, first_name)"],
    rows: people.map((person, index) => customerRow(random, person, index + 1)),
  });
}

function customerRow(random: Random, person: Person, id: number): Row {
  return {
    id,
    first_name: person.given,
    last_name: person.family,
    gender: random.chance(0.7) ? person.gender : null,
    email: person.email,
    email_verified: random.int(0, 1),
    phone: random.chance(0.75) ? person.phone : null,
    date_of_birth: random.chance(0.6) ? person.birth : null,
    login: `${mailLocalPart(person.family)}${id}`,
    password_hash: `$2b$12$${random.base64(53)}`,
    preferred_language: person.locale.language,
    loyalty_tier: random.pick(["basic", "basic", "silver", "gold"]),
    schema_version: random.pick(["1.2.3.4", "1.2.3.5", "2.0.0.1"]),
    created_at: sqlTime(random.moment("2022-03-01", "2025-10-31")),
    deleted_at: random.chance(0.03) ? sqlTime(random.moment("2025-11-01", "2025-11-30")) : null,
  };
}

export function addressesTable(seed: number, people: readonly Person[]): Table {
  const random = seededRandom(seed, "addresses");
  const owners = people.flatMap((person, index) =>
    random.chance(0.2)
      ? [
          { person, owner: index + 1 },
          { person: makePerson(random, person.locale), owner: index + 1 },
        ]
      : [{ person, owner: index + 1 }],
  );
  return table("addresses", {
    columns: [
      key,
      column("customer_id", "INTEGER NOT NULL REFERENCES customers(id) ON DELETE CASCADE", ambiguous),
      column("recipient", "TEXT NOT NULL", personal("name")),
      column("street", "TEXT NOT NULL", personal("address")),
      column("postal_code", "TEXT NOT NULL", personal("address")),
      column("city", "TEXT NOT NULL", personal("address")),
      column("country", "TEXT NOT NULL DEFAULT 'DE'", ambiguous),
      column("kind", "TEXT NOT NULL DEFAULT 'delivery'"),
      column("latitude", "REAL", personal("location")),
      column("longitude", "REAL", personal("location")),
    ],
    indexes: ["CREATE INDEX addresses_by_customer ON addresses (customer_id)"],
    rows: owners.map(({ person, owner }, index) => {
      const isLocated = random.chance(0.4);
      return {
        id: index + 1,
        customer_id: owner,
        recipient: person.fullName,
        street: person.street,
        postal_code: person.postalCode,
        city: person.city,
        country: person.locale.country,
        kind: random.pick(["delivery", "delivery", "billing"]),
        latitude: isLocated ? random.int(36_000_000, 60_000_000) / 1_000_000 : null,
        longitude: isLocated ? random.int(-6_000_000, 20_000_000) / 1_000_000 : null,
      };
    }),
  });
}

const JOBS = ["Warehouse clerk", "Customer care agent", "Accountant", "Buyer", "Web developer", "Head of logistics"];
const SICK_NOTES = [
  "Slipped disc, returns part-time after rehabilitation",
  "Migraine, medical certificate received",
  "Pregnancy, maternity leave from 2025-12-15",
  "Severely disabled (grade 60), additional five days of leave",
];

/** Employees. The one table of this shop with special categories of data. */
export function staffTable(seed: number, people: readonly Person[]): Table {
  const random = seededRandom(seed, "payroll");
  return table("staff", {
    columns: [
      key,
      column("full_name", "TEXT NOT NULL", personal("name")),
      column("work_email", "TEXT NOT NULL UNIQUE", personal("email")),
      column("private_phone", "TEXT", personal("phone")),
      column("date_of_birth", "TEXT NOT NULL", personal("date_of_birth")),
      column("nationality", "TEXT NOT NULL DEFAULT 'DE'", personal("nationality")),
      column("job_title", "TEXT NOT NULL", personal("employment")),
      column("hire_date", "TEXT NOT NULL", personal("employment")),
      column("salary_cents", "INTEGER NOT NULL", personal("income")),
      column("iban", "TEXT NOT NULL", personal("bank_account")),
      column("tax_id", "TEXT NOT NULL UNIQUE", personal("tax_id")),
      column("church_tax", "TEXT", personal("religious")),
      column("union_member", "INTEGER NOT NULL DEFAULT 0", personal("trade_union")),
      column("sick_leave_note", "TEXT", personal("health")),
      column("emergency_contact", "TEXT", personal("family")),
      column("desk_state", "TEXT NOT NULL DEFAULT 'assigned'", trap("address", "state of a desk, not of a country")),
    ],
    rows: people.map((person, index) => staffRow(random, person, index)),
  });
}

function staffRow(random: Random, person: Person, index: number): Row {
  const relative = `${random.pick(HOME.women)} ${person.family}`;
  return {
    id: index + 1,
    full_name: person.fullName,
    work_email: person.email,
    private_phone: person.phone,
    date_of_birth: sqlDate(random.moment("1962-01-01", "1996-12-31")),
    nationality: random.pick(["DE", "DE", "PL", "FR", "TR"]),
    job_title: random.pick(JOBS),
    hire_date: sqlDate(random.moment("2016-01-01", "2025-08-01")),
    salary_cents: random.int(2_600, 7_400) * 100,
    iban: makeIban(random, "DE"),
    tax_id: makeTaxId(random),
    church_tax: random.pick(["rk", "ev", null]),
    union_member: random.int(0, 1),
    sick_leave_note: index % 4 === 1 ? (SICK_NOTES[Math.floor(index / 4)] ?? null) : null,
    emergency_contact: random.chance(0.6) ? `${relative}, ${HOME.phone(random)}` : null,
    desk_state: random.pick(["assigned", "free", "home office"]),
  };
}
