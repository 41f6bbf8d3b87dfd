import type { Production, standardInput } from "../../plugin/index.ts";
import { addressOf, extractServer } from "../databases/index.ts";
import type { MysqlContext } from "./connect.ts";
import { openSession } from "./session.ts";

const scheme = {
  protocols: ["mysql:", "mariadb:"],
  port: 3306,
  user: "root",
  example: "mysql://user:password@host:3306/database",
};

/** Reads a database's structure and a sample of each column in one consistent snapshot. */
export async function* extractMysql(context: MysqlContext): Production<typeof standardInput> {
  const address = addressOf(context, scheme);
  const session = await openSession(context, address);
  return yield* extractServer({ session, context, connector: "mysql", location: address.shown });
}
