import type { Context, StandardInputTable } from "../../plugin/index.ts";
import type { Cell } from "./cell.ts";
import type { ServerConfig } from "./config.ts";

/** Whether the values of a column can be read. `binary`: only their number. `denied`: the role has no permission. */
export type ColumnAccess = "text" | "binary" | "denied";

/** A table or view of a server. Connectors add what they need to read it. */
export interface ServerTable {
  /** `rows` is the server's estimate, or null. */
  readonly described: StandardInputTable;
  /** For each column of `described`, in the same order. */
  readonly access: readonly ColumnAccess[];
}

/** What was read of a table. */
export interface RowsRead {
  /** Number of rows of the table; null if unknown. */
  readonly total: number | null;
  readonly isEstimated: boolean;
  /** Whether there are rows that were not read. */
  readonly hasMore: boolean;
  /** Which rows were read: the first ones or random ones. */
  readonly which: "first" | "random";
}

/** A problem with one table. The others can be read. */
interface TableProblem {
  readonly scope: "table";
  /** For people, without values of rows. */
  readonly reason: string;
}

/** A problem that ends the work. */
interface ServerProblem {
  readonly scope: "server";
  readonly code: string;
  readonly text: string;
  readonly hint: string;
}

export type Problem = TableProblem | ServerProblem;

/** A connection in one read-only transaction. */
export interface ServerSession<T extends ServerTable = ServerTable> {
  readonly engine: string;
  readonly database: string;
  /** For the log: the version, that the session is read-only, and how it is encrypted. */
  readonly facts: string;
  /**
   * Lists tables and views in code unit order of schema and name. Partitions belong to their table. `total` also counts
   * those of schemas that the user did not select.
   */
  readonly tables: () => Promise<{ readonly listed: readonly T[]; readonly total: number }>;
  /**
   * Reads the columns at the given positions, row by row. Throws an error of the driver.
   */
  readonly read: (table: T, columns: readonly number[], onRow: (cells: readonly Cell[]) => void) => Promise<RowsRead>;
  /** Explains an error of the driver; undefined if it is none. */
  readonly explain: (error: unknown) => Problem | undefined;
  /** Ends the connection. After a cancellation, the server's current query ends too. */
  readonly close: () => Promise<void>;
}

export type ServerContext<Config extends ServerConfig = ServerConfig> = Context<Config>;
