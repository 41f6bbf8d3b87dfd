import { defineConnector } from "../../plugin/index.ts";
import { sqliteConfig } from "./config.ts";

/** Reads the structure of an SQLite database, and a sample of each column's values. */
export const sqlite = defineConnector({
  type: "sqlite",
  description: "Tables, columns and keys of an SQLite database, with a sample of each column's values",
  output: "standard_input:1.0.0",
  config: sqliteConfig,
  example: 'database_path: "${SHOP_DB:-./shop.db}"\nmax_rows_per_table: 1000\nsampling: stride',
  async *extract(context) {
    const { extractDatabase } = await import("./extract.ts");
    return yield* extractDatabase(context);
  },
  async sourceState(context) {
    const { databaseState } = await import("./source-state.ts");
    return databaseState(context);
  },
});
