import { defineConnector } from "../../plugin/index.ts";
import { postgresConfig } from "./config.ts";

/** Reads the structure of a PostgreSQL database, and a sample of each column's values. */
export const postgres = defineConnector({
  type: "postgres",
  description: "Tables, views, columns and keys of a PostgreSQL database, with a sample of each column's values",
  output: "standard_input:1.0.0",
  config: postgresConfig,
  blocking: false,
  example: 'url: "${DATABASE_URL}"\nschemas: [public]\nmax_rows_per_table: 1000',
  async *extract(context) {
    const { extractPostgres } = await import("./extract.ts");
    return yield* extractPostgres(context);
  },
});
