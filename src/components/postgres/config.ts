import * as z from "zod";
import { type OutputOf, secret } from "../../plugin/index.ts";
import { checkAddress, globs, serverProperties } from "../databases/index.ts";

/** Configuration of the PostgreSQL connector. */
export const postgresConfig = z
  .strictObject({
    url: secret().optional().describe("Address with user and password: postgres://user:password@host:5432/database"),
    ...serverProperties,
    schemas: globs.describe("Read only schemas whose name matches one of these globs; all by default"),
    sampling: z
      .enum(["first", "tablesample", "random"])
      .default("first")
      .describe(
        "Which rows, when there are more: the first ones, those of randomly chosen pages (fast on a table of any size), or randomly chosen ones",
      ),
  })
  .superRefine(checkAddress);

export type PostgresConfig = OutputOf<typeof postgresConfig>;
