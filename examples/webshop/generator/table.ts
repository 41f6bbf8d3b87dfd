/** Categories of personal data, by the slugs that the record of processing uses. */
export type Category =
  | "account"
  | "address"
  | "bank_account"
  | "behaviour"
  | "communication"
  | "cookie_id"
  | "date_of_birth"
  | "device_id"
  | "email"
  | "employment"
  | "family"
  | "gender"
  | "health"
  | "income"
  | "ip_address"
  | "location"
  | "name"
  | "nationality"
  | "password"
  | "payment_card"
  | "phone"
  | "preference"
  | "religious"
  | "tax_id"
  | "trade_union"
  | "transaction"
  | "user_agent"
  | "user_content"
  | "username";

/**
 * What a column really is. `trap` columns look like the category named and hold nothing personal; `ambiguous` ones
 * (foreign keys to people, dates of their doings) are personal or not depending on who asks, and count for nobody.
 */
export type Truth =
  | { readonly kind: "personal"; readonly category: Category }
  | { readonly kind: "trap"; readonly looksLike: Category; readonly reason: string }
  | { readonly kind: "ambiguous" }
  | { readonly kind: "plain" };

export interface Column {
  readonly name: string;
  readonly sql: string;
  readonly truth: Truth;
}

export type Row = Readonly<Record<string, string | number | null>>;

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly constraints: readonly string[];
  readonly indexes: readonly string[];
  readonly rows: readonly Row[];
}

export const personal = (category: Category): Truth => ({ kind: "personal", category });
export const trap = (looksLike: Category, reason: string): Truth => ({ kind: "trap", looksLike, reason });
export const ambiguous: Truth = { kind: "ambiguous" };

/** A column that holds nothing personal and looks like nothing personal unless told otherwise. */
export function column(name: string, sql: string, truth: Truth = { kind: "plain" }): Column {
  return { name, sql, truth };
}

interface TableParts {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly constraints?: readonly string[];
  readonly indexes?: readonly string[];
}

export function table(name: string, { columns, rows, constraints = [], indexes = [] }: TableParts): Table {
  return { name, columns, constraints, indexes, rows };
}

/** A key column `id INTEGER PRIMARY KEY`. */
export const key: Column = column("id", "INTEGER PRIMARY KEY");

/** The value of a cell known to hold text; the generator's own rows are the only ones it is asked about. */
export function textOf(row: Row, name: string): string {
  const value = row[name];
  if (typeof value !== "string") throw new TypeError(`column "${name}" holds no text in this row`);
  return value;
}

/** The value of a cell known to hold a number. */
export function numberOf(row: Row, name: string): number {
  const value = row[name];
  if (typeof value !== "number") throw new TypeError(`column "${name}" holds no number in this row`);
  return value;
}
