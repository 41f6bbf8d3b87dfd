import { defineConnector } from "../../plugin/index.ts";
import { mysqlConfig } from "./config.ts";

/** Reads the structure of a MySQL or MariaDB database, and a sample of each column's values. */
export const mysql = defineConnector({
  type: "mysql",
  description: "Tables, views, columns and keys of a MySQL or MariaDB database, with a sample of each column's values",
  output: "standard_input:1.0.0",
  config: mysqlConfig,
  blocking: false,
  example: "host: db.example.org\nuser: wct_reader\npassword: ${DB_PASSWORD}\ndatabase: shop",
  async *extract(context) {
    const { extractMysql } = await import("./extract.ts");
    return yield* extractMysql(context);
  },
});
