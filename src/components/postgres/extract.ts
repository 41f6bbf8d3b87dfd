import type { Production, standardInput } from "../../plugin/index.ts";
import { extractServer, serverAddress } from "../databases/index.ts";
import type { PostgresContext } from "./connect.ts";
import { openSession } from "./session.ts";

const scheme = {
  protocols: ["postgres:", "postgresql:"],
  port: 5432,
  user: "postgres",
  example: "postgres://user:password@host:5432/database",
};

/** Reads a database's structure and a sample of each column in one consistent snapshot. */
export async function* extractPostgres(context: PostgresContext): Production<typeof standardInput> {
  const address = serverAddress(context.config, scheme);
  if ("problem" in address) return context.fail("ADDRESS_INVALID", address.problem, address.hint);
  if (address.ignored.length > 0)
    context.log.warn(`parameters of the URL that are ignored: ${address.ignored.join(", ")}`);
  const session = await openSession(context, address);
  return yield* extractServer({ session, context, connector: "postgres", location: address.shown });
}
