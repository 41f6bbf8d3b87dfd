const whole = { encoding: "utf-8", part: 1, parts: 1, overlap: 0 } as const;
const complete = { rows_read: 120, rows_total: 120, non_null: 120 } as const;

/** Elements of a source: a mail, two columns of a database, a document. */
export const sampleItems = [
  {
    id: "mail/inbox.eml#1",
    kind: "text" as const,
    content: "Please send the invoice to alex.sample@example.org and call +44 20 7946 0018 before delivery.",
    locator: { kind: "file" as const, path: "mail/inbox.eml", line: 12, column: 1 },
    file: { ...whole, bytes: 1480 },
  },
  {
    id: "shop/customers/email",
    kind: "column_sample" as const,
    content: '"alex.sample@example.org"\n"kim.muster@example.com"',
    locator: { kind: "column" as const, database: "shop", table: "customers", column: "email" },
    sample: { ...complete, type: "TEXT", distinct: 2, counts: [70, 50] },
  },
  {
    id: "shop/orders/placed_at",
    kind: "column_sample" as const,
    content: '"2025-03-14"\n"2025-07-28"',
    locator: { kind: "column" as const, database: "shop", table: "orders", column: "placed_at" },
    sample: { ...complete, type: "DATE", distinct: 2, counts: [60, 60] },
  },
  {
    id: "docs/retention.md#1",
    kind: "document" as const,
    content: "# Retention\n\nOrders are kept for ten years, applications for six months.",
    locator: { kind: "file" as const, path: "docs/retention.md", line: 1, column: 1 },
    file: { ...whole, bytes: 73 },
  },
];

/** The tables that the columns above belong to. */
export const sampleTables = [
  {
    name: "customers",
    kind: "table" as const,
    rows: 120,
    columns: [
      { name: "id", type: "INTEGER", nullable: false, key: "primary" as const, default: null, references: null },
      { name: "email", type: "TEXT", nullable: false, key: null, default: null, references: null },
    ],
  },
  {
    name: "orders",
    kind: "table" as const,
    rows: 120,
    columns: [
      {
        ...{ name: "customer_id", type: "INTEGER", nullable: false, key: "foreign" as const, default: null },
        references: { table: "customers", column: "id" },
      },
      { name: "placed_at", type: "DATE", nullable: false, key: null, default: null, references: null },
    ],
  },
];
