import type { Shop } from "./shop.ts";
import type { ShopFile } from "./shop-file.ts";
import type { Category, Column, Table } from "./table.ts";

/** The truth about the example, for tests: `planted.json`. */
export interface Planted {
  readonly seed: number;
  readonly database: {
    readonly path: string;
    /** `table.column` -> category. */
    readonly personal: Readonly<Record<string, Category>>;
    /** Columns that look like the category named and hold nothing personal. */
    readonly traps: Readonly<Record<string, { readonly looksLike: Category; readonly reason: string }>>;
    /** Personal or not depending on who asks: a finding here is neither right nor wrong. */
    readonly ambiguous: readonly string[];
    /** All other columns. */
    readonly plain: readonly string[];
    /** `table.column` -> some whole values that stand in it. */
    readonly values: Readonly<Record<string, readonly string[]>>;
  };
  readonly files: readonly PlantedFile[];
}

type PlantedFile = Omit<ShopFile, "bytes">;

/** How many values of a column are listed: enough for a leak to be seen, few enough to be read. */
const VALUES_PER_COLUMN = 12;

// Values that identify by themselves. "m", a city or a browser would be found in any honest report as well.
const TELLING: ReadonlySet<Category> = new Set([
  "bank_account",
  "email",
  "ip_address",
  "name",
  "password",
  "payment_card",
  "phone",
  "tax_id",
]);

// Half a name ("de Koning", "Roos") is also a word, a street or a product.
const HALF_NAMES: ReadonlySet<string> = new Set(["first_name", "last_name"]);

interface Place {
  readonly table: Table;
  readonly column: Column;
}

const nameOf = ({ table, column }: Place): string => `${table.name}.${column.name}`;

const isTelling = ({ column }: Place, category: Category): boolean =>
  TELLING.has(category) && !HALF_NAMES.has(column.name);

function tellingValues({ table, column }: Place): readonly string[] {
  const texts = table.rows.map((row) => row[column.name]).filter((value) => typeof value === "string");
  return [...new Set(texts.filter((value) => !value.includes("*")))].slice(0, VALUES_PER_COLUMN);
}

/** Gathers what columns and files say about themselves. */
export function gatherPlanted(shop: Shop, files: readonly ShopFile[]): Planted {
  const places = shop.tables.flatMap((table) => table.columns.map((column) => ({ table, column })));
  const personal = places.flatMap((place) =>
    place.column.truth.kind === "personal" ? [{ place, category: place.column.truth.category }] : [],
  );
  const traps = places.flatMap((place) =>
    place.column.truth.kind === "trap" ? [{ place, truth: place.column.truth }] : [],
  );
  const telling = personal
    .filter(({ place, category }) => isTelling(place, category))
    .map(({ place }) => [nameOf(place), tellingValues(place)] as const);
  return {
    seed: shop.seed,
    database: {
      path: "data/shop.db",
      personal: Object.fromEntries(personal.map(({ place, category }) => [nameOf(place), category])),
      traps: Object.fromEntries(
        traps.map(({ place, truth }) => [nameOf(place), { looksLike: truth.looksLike, reason: truth.reason }]),
      ),
      ambiguous: places.filter(({ column }) => column.truth.kind === "ambiguous").map(nameOf),
      plain: places.filter(({ column }) => column.truth.kind === "plain").map(nameOf),
      values: Object.fromEntries(telling.filter(([, values]) => values.length > 0)),
    },
    files: files.map(({ path, encoding, isIgnored, planted, traps: fileTraps }) => ({
      path: `data/files/${path}`,
      encoding,
      isIgnored,
      planted,
      traps: fileTraps,
    })),
  };
}
