import type { Production, standardInput } from "../../plugin/index.ts";
import { addressOf, extractServer } from "../databases/index.ts";
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
  const address = addressOf(context, scheme);
  const session = await openSession(context, address);
  return yield* extractServer({ session, context, connector: "postgres", location: address.shown });
}
