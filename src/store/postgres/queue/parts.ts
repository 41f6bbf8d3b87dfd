import type { PgBoss } from "pg-boss";
import type { Database } from "../database.ts";
import type { Queues } from "./queues.ts";

/** What both sides of the queue use. */
export interface QueueParts {
  readonly database: Database;
  readonly boss: PgBoss;
  readonly queues: Queues;
}
