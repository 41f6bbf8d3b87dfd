import { priceOf } from "./catalogue.ts";
import { groupIban, makeOrderNumber } from "./check-digits.ts";
import type { Person } from "./people.ts";
import type { Random } from "./random.ts";
import { seededRandom, sqlTime } from "./random.ts";
import type { Row, Table } from "./table.ts";
import { ambiguous, column, key, numberOf, personal, table, textOf, trap } from "./table.ts";

const ORDERS = 700;
// Numbers that card networks and payment companies publish for tests: right check digit, nobody's card.
export const TEST_CARDS = [
  "4111111111111111",
  "5555555555554444",
  "378282246310005",
  "4242424242424242",
  "5105105105105100",
  "6011111111111117",
  "3530111333300000",
  "4012888888881881",
] as const;

export function ordersTable(seed: number, customers: readonly Row[], coupons: readonly Row[]): Table {
  const random = seededRandom(seed, "orders");
  return table("orders", {
    columns: [
      key,
      column("order_number", "TEXT NOT NULL UNIQUE", trap("payment_card", "16 digits that fail the Luhn test")),
      column("public_id", "TEXT NOT NULL UNIQUE", trap("phone", "UUID whose groups may read as a phone number")),
      column("customer_id", "INTEGER NOT NULL REFERENCES customers(id)", ambiguous),
      column("coupon_id", "INTEGER REFERENCES coupons(id)"),
      column("state", "TEXT NOT NULL DEFAULT 'new'", trap("address", "state of the order, not of a country")),
      column("placed_at", "TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP", ambiguous),
      column("placed_epoch_ms", "INTEGER NOT NULL", trap("phone", "13-digit timestamp")),
      column("gift_message", "TEXT", personal("user_content")),
      column("currency", "TEXT NOT NULL DEFAULT 'EUR'"),
    ],
    indexes: ["CREATE INDEX orders_by_customer ON orders (customer_id, placed_at)"],
    rows: Array.from({ length: ORDERS }, (_, index) => {
      const placed = random.moment("2024-01-01", "2025-11-30");
      return {
        id: index + 1,
        order_number: makeOrderNumber(random, index + 1),
        public_id:
          index % 3 === 0
            ? `4930${random.digits(4)}-${random.digits(4)}-4${random.digits(3)}-8${random.digits(3)}-${random.digits(12)}`
            : random.uuid(),
        customer_id: random.int(1, customers.length),
        coupon_id: random.chance(0.15) ? random.int(1, coupons.length) : null,
        state: random.pick(["new", "paid", "shipped", "shipped", "delivered", "delivered", "returned"]),
        placed_at: sqlTime(placed),
        placed_epoch_ms: placed * 1000 + random.int(0, 999),
        gift_message: random.chance(0.05)
          ? `Happy birthday, ${textOf(random.pick(customers), "first_name")}! See you on Sunday.`
          : null,
        currency: "EUR",
      };
    }),
  });
}

export function orderItemsTable(seed: number, orders: readonly Row[], products: readonly Row[]): Table {
  const random = seededRandom(seed, "items");
  const lines = orders.flatMap((order) => Array.from({ length: random.int(1, 4) }, () => numberOf(order, "id")));
  return table("order_items", {
    columns: [
      key,
      column("order_id", "INTEGER NOT NULL REFERENCES orders(id) ON DELETE CASCADE"),
      column("product_id", "INTEGER NOT NULL REFERENCES products(id)"),
      column("quantity", "INTEGER NOT NULL DEFAULT 1 CHECK (quantity > 0)"),
      column("unit_price_cents", "INTEGER NOT NULL"),
    ],
    indexes: ["CREATE INDEX order_items_by_order ON order_items (order_id)"],
    rows: lines.map((order, index) => {
      const product = random.int(1, products.length);
      return {
        id: index + 1,
        order_id: order,
        product_id: product,
        quantity: random.int(1, 3),
        unit_price_cents: priceOf(products, product),
      };
    }),
  });
}

/** What was paid with. Most cards are masked; an import of an old till left a few in full. */
export function paymentsTable(seed: number, orders: readonly Row[], people: readonly Person[]): Table {
  const random = seededRandom(seed, "payments");
  return table("payments", {
    columns: [
      key,
      column("order_id", "INTEGER NOT NULL UNIQUE REFERENCES orders(id)"),
      column("method", "TEXT NOT NULL", trap("transaction", "kind of payment, from a list of four")),
      column("account_holder", "TEXT", personal("name")),
      column("card_masked", "TEXT", personal("payment_card")),
      column("card_number_legacy", "TEXT", personal("payment_card")),
      column("iban", "TEXT", personal("bank_account")),
      column("amount_cents", "INTEGER NOT NULL", personal("transaction")),
      column("authorisation_code", "TEXT", trap("payment_card", "three to four letters and digits from the bank")),
      column("status", "TEXT NOT NULL DEFAULT 'open'"),
    ],
    rows: orders.map((order, index) => paymentRow(random, order, people[numberOf(order, "customer_id") - 1], index)),
  });
}

function paymentRow(random: Random, order: Row, payer: Person | undefined, index: number): Row {
  const method = random.pick(["card", "card", "sepa", "invoice", "wallet"]);
  const legacy = method === "card" && index < 60 ? random.pick(TEST_CARDS) : null;
  const iban = payer?.iban ?? null;
  return {
    id: index + 1,
    order_id: numberOf(order, "id"),
    method,
    account_holder: method === "card" || method === "sepa" ? (payer?.fullName ?? null) : null,
    card_masked: method === "card" ? `**** **** **** ${legacy?.slice(-4) ?? random.digits(4)}` : null,
    card_number_legacy: legacy,
    iban: method === "sepa" && iban !== null ? (random.chance(0.3) ? groupIban(iban) : iban) : null,
    amount_cents: random.int(900, 42_000),
    authorisation_code: method === "card" ? random.hex(4).toUpperCase() : null,
    status: random.pick(["open", "settled", "settled", "refunded"]),
  };
}

export function shipmentsTable(seed: number, orders: readonly Row[], addresses: readonly Row[]): Table {
  const random = seededRandom(seed, "shipments");
  const shipped = orders.filter((order) => ["shipped", "delivered", "returned"].includes(textOf(order, "state")));
  const addressOf = new Map(addresses.map((address) => [numberOf(address, "customer_id"), numberOf(address, "id")]));
  return table("shipments", {
    columns: [
      key,
      column("order_id", "INTEGER NOT NULL REFERENCES orders(id)"),
      column("address_id", "INTEGER NOT NULL REFERENCES addresses(id)", ambiguous),
      column("carrier", "TEXT NOT NULL", trap("name", "company that carries the parcel")),
      column("tracking_number", "TEXT NOT NULL", trap("phone", "number of a parcel")),
      column("weight_grams", "INTEGER NOT NULL", trap("health", "weight of a parcel")),
      column("dispatched_at", "TEXT NOT NULL"),
      column("delivery_note", "TEXT", personal("user_content")),
    ],
    rows: shipped.map((order, index) => ({
      id: index + 1,
      order_id: numberOf(order, "id"),
      address_id: addressOf.get(numberOf(order, "customer_id")) ?? null,
      carrier: random.pick(["Paketbote Nord", "Kurier Express", "Colis Rapide"]),
      tracking_number: random.pick([`003404${random.digits(14)}`, `JX${random.digits(9)}DE`, random.digits(12)]),
      weight_grams: random.int(150, 12_000),
      dispatched_at: sqlTime(Math.floor(numberOf(order, "placed_epoch_ms") / 1000) + random.int(20_000, 400_000)),
      delivery_note: random.chance(0.06)
        ? `Please leave with neighbour ${textOf(random.pick(addresses), "recipient")}`
        : null,
    })),
  });
}
