import { defineConnector } from "../../plugin/index.ts";
import { sqlDumpConfig } from "./config.ts";

/** Reads a dump in SQL as if its database had been read: structure, comments, and a sample of each column. */
export const sqlDump = defineConnector({
  type: "sql_dump",
  description: "Tables, columns and rows of a dump that pg_dump, mysqldump or sqlite3 wrote as SQL",
  output: "standard_input:1.0.0",
  config: sqlDumpConfig,
  example: "path: ./backups/shop.sql\nmax_rows_per_table: 5000\nsampling: random",
  async *extract(context) {
    const { extractDump } = await import("./extract.ts");
    return yield* extractDump(context);
  },
  async sourceState(context) {
    const { dumpState } = await import("./source-state.ts");
    return dumpState(context);
  },
});
