import * as z from "zod";
import { type OutputOf, secret } from "../../plugin/index.ts";
import { checkAddress, serverProperties } from "../databases/index.ts";

/** Configuration of the connector of MySQL and MariaDB. */
export const mysqlConfig = z
  .strictObject({
    url: secret().optional().describe("Address with user and password: mysql://user:password@host:3306/database"),
    ...serverProperties,
    sampling: z
      .enum(["first", "random"])
      .default("first")
      .describe(
        "Which rows, when there are more: the first ones, or randomly chosen ones (of a large table: short runs of rows at random positions of its integer key)",
      ),
  })
  .superRefine(checkAddress);

export type MysqlConfig = OutputOf<typeof mysqlConfig>;
