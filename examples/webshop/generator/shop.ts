import { addressesTable, customersTable, makeCustomers, makeStaff, staffTable } from "./accounts.ts";
import { categoriesTable, couponsTable, productsTable, suppliersTable } from "./catalogue.ts";
import { consentsTable, reviewsTable, ticketsTable } from "./contact.ts";
import { orderItemsTable, ordersTable, paymentsTable, shipmentsTable } from "./orders.ts";
import type { Person } from "./people.ts";
import type { Table } from "./table.ts";
import { auditLogTable, makeVisitors, sessionsTable } from "./traffic.ts";

/** The whole invented shop: its people, the addresses they visit from, and its database. */
export interface Shop {
  readonly seed: number;
  readonly customers: readonly Person[];
  readonly staff: readonly Person[];
  readonly visitors: readonly string[];
  /** In an order in which every row finds the rows it refers to. */
  readonly tables: readonly Table[];
}

/** The same seed makes the same shop. */
export function makeShop(seed: number): Shop {
  const [customers, staff, visitors] = [makeCustomers(seed), makeStaff(seed), makeVisitors(seed)];
  const accounts = customersTable(seed, customers);
  const addresses = addressesTable(seed, customers);
  const products = productsTable(seed);
  const coupons = couponsTable(seed);
  const orders = ordersTable(seed, accounts.rows, coupons.rows);
  const tables = [
    accounts,
    addresses,
    staffTable(seed, staff),
    suppliersTable(seed),
    categoriesTable(),
    products,
    coupons,
    orders,
    orderItemsTable(seed, orders.rows, products.rows),
    paymentsTable(seed, orders.rows, customers),
    shipmentsTable(seed, orders.rows, addresses.rows),
    ticketsTable(seed, customers, orders.rows),
    consentsTable(seed, customers, visitors),
    reviewsTable(seed, customers, products.rows),
    sessionsTable(seed, visitors, accounts.rows),
    auditLogTable(seed, visitors),
  ];
  return { seed, customers, staff, visitors, tables };
}
