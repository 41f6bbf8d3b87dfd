import type { Production, standardInput } from "../../plugin/index.ts";
import { extractServer, serverAddress } from "../databases/index.ts";
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
  const address = serverAddress(context.config, scheme);
  if ("problem" in address) return context.fail("ADDRESS_INVALID", address.problem, address.hint);
  const { ignored, shown: location } = address;
  if (ignored.length > 0) context.log.warn(`parameters of the URL that are ignored: ${ignored.join(", ")}`);
  const session = await openSession(context, address);
  return yield* extractServer({ session, context, connector: "mysql", location });
}
