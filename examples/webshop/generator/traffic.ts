import type { Random } from "./random.ts";
import { seededRandom, sqlTime } from "./random.ts";
import type { Row, Table } from "./table.ts";
import { ambiguous, column, key, personal, table, trap } from "./table.ts";

export const USER_AGENTS = [
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_6) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.6778.86 Safari/537.36",
  "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
  "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.6723.102 Mobile Safari/537.36",
] as const;

/** Pages whose names hold the words that detectors look for. */
export const PATHS = [
  "/",
  "/p/phone-case-emma",
  "/c/health-wellness",
  "/c/religion-philosophy",
  "/cart",
  "/account/orders",
  "/p/lamp-vincent",
] as const;

// Drawn from the whole of some European ranges: that one belongs to somebody is chance.
function visitorAddress(random: Random): string {
  return random.chance(0.75)
    ? `${random.pick([79, 84, 87, 91, 93, 109])}.${random.int(192, 223)}.${random.int(1, 254)}.${random.int(1, 254)}`
    : `2a02:${random.hex(3)}a:${random.hex(3)}b:${random.hex(3)}c::${random.int(1, 9)}${random.hex(2)}`;
}

// A leading zero in a group of an IPv6 address is never written; a plain reading keeps it findable by text search.
const tidyAddress = (address: string): string => address.replace(/:0+(?=[0-9a-f])/g, ":");

/** Addresses of people who visited the shop: public ones, IPv4 and IPv6. */
export function makeVisitors(seed: number): readonly string[] {
  const random = seededRandom(seed, "visitors");
  return Array.from({ length: 260 }, () => tidyAddress(visitorAddress(random)));
}

export function sessionsTable(seed: number, visitors: readonly string[], customers: readonly Row[]): Table {
  const random = seededRandom(seed, "sessions");
  return table("sessions", {
    columns: [
      column("id", "TEXT PRIMARY KEY", personal("cookie_id")),
      column("customer_id", "INTEGER REFERENCES customers(id) ON DELETE CASCADE", ambiguous),
      column("ip", "TEXT NOT NULL", personal("ip_address")),
      column("user_agent", "TEXT NOT NULL", personal("user_agent")),
      column("device_id", "TEXT", personal("device_id")),
      column("landing_page", "TEXT NOT NULL DEFAULT '/'", personal("behaviour")),
      column("app_version", "TEXT NOT NULL", trap("ip_address", "four-part version number")),
      column("upstream", "TEXT NOT NULL DEFAULT '127.0.0.1:8080'", trap("ip_address", "the shop's own machine")),
      column("started_epoch", "INTEGER NOT NULL", trap("phone", "10-digit timestamp")),
    ],
    indexes: ["CREATE INDEX sessions_by_customer ON sessions (customer_id)"],
    rows: Array.from({ length: 520 }, () => ({
      id: random.hex(32),
      customer_id: random.chance(0.6) ? random.int(1, customers.length) : null,
      ip: random.pick(visitors),
      user_agent: random.pick(USER_AGENTS),
      device_id: random.chance(0.3) ? random.uuid() : null,
      landing_page: random.pick(PATHS),
      app_version: `${random.int(1, 3)}.${random.int(0, 12)}.${random.int(0, 9)}.${random.int(1, 200)}`,
      upstream: random.pick(["127.0.0.1:8080", "127.0.0.1:8081"]),
      started_epoch: random.moment("2025-09-01", "2025-11-30"),
    })),
  });
}

export function auditLogTable(seed: number, visitors: readonly string[]): Table {
  const random = seededRandom(seed, "audit");
  return table("audit_log", {
    columns: [
      key,
      column("staff_id", "INTEGER REFERENCES staff(id)", ambiguous),
      column("action", "TEXT NOT NULL"),
      column("entity", "TEXT NOT NULL", trap("name", "name of a table")),
      column("entity_id", "INTEGER NOT NULL"),
      column("remote_addr", "TEXT", personal("ip_address")),
      column(
        "server_addr",
        "TEXT NOT NULL DEFAULT '192.0.2.10'",
        trap("ip_address", "the shop's own server, documentation range"),
      ),
      column("etag", "TEXT NOT NULL", trap("phone", "hash")),
      column("request_id", "TEXT NOT NULL", trap("phone", "UUID")),
      column("occurred_at", "TEXT NOT NULL", ambiguous),
    ],
    rows: Array.from({ length: 240 }, (_, index) => ({
      id: index + 1,
      staff_id: random.chance(0.9) ? random.int(1, 14) : null,
      action: random.pick(["view", "update", "export", "delete"]),
      entity: random.pick(["customers", "orders", "products", "coupons"]),
      entity_id: random.int(1, 300),
      remote_addr: random.chance(0.7) ? random.pick(visitors) : null,
      server_addr: `192.0.2.${random.int(10, 13)}`,
      etag: random.hex(40),
      request_id: random.uuid(),
      occurred_at: sqlTime(random.moment("2025-06-01", "2025-11-30")),
    })),
  });
}
