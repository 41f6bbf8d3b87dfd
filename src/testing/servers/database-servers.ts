import { createConnection as connectSocket } from "node:net";
import { createConnection } from "mysql2/promise";
import { Client } from "pg";

/** Where a server for tests is, and who may create databases on it. */
interface TestServer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

/** The server that a variable names as a URL, or the one of this machine; undefined if nothing answers. */
async function serverAt(variable: string, usual: string): Promise<TestServer | undefined> {
  const url = new URL(process.env[variable] ?? usual);
  const server = {
    host: url.hostname,
    port: Number(url.port),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
  return (await answers(server)) ? server : undefined;
}

function answers({ host, port }: TestServer): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectSocket({ host, port });
    const settle = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once("connect", () => settle(true));
    socket.once("error", () => settle(false));
  });
}

export const postgresServer = await serverAt("WCT_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/");
export const mysqlServer = await serverAt("WCT_TEST_MYSQL", "mysql://root@127.0.0.1:3306/");

/** A database of its own for one test file. Its name is unique, so that test runs do not meet. */
export interface TestDatabase {
  readonly name: string;
  /** The properties of a connector: host, port, user and database. */
  readonly properties: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly database: string;
  };
  /** Runs statements as the owner. Returns the rows of the last one, with the columns in order. */
  readonly run: (sql: string) => Promise<readonly (readonly unknown[])[]>;
  /** Drops the database and closes all connections to it. */
  readonly drop: () => Promise<void>;
}

let made = 0;
const uniqueName = (): string => `wct_test_${process.pid}_${Date.now().toString(36)}_${made++}`;

/** Creates a database. `options` are appended to CREATE DATABASE. */
export async function temporaryPostgres(options = ""): Promise<TestDatabase> {
  if (postgresServer === undefined) throw new Error("no PostgreSQL server answers");
  const { host, port, user, password } = postgresServer;
  const name = uniqueName();
  const admin = new Client({ host, port, user, password, database: "postgres" });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name} ${options}`);
  const client = new Client({ host, port, user, password, database: name });
  client.on("error", () => undefined);
  await client.connect();
  return {
    name,
    properties: { host, port, user, database: name },
    async run(sql) {
      const result: unknown = await client.query({ text: sql, rowMode: "array" });
      const last: unknown = Array.isArray(result) ? result.at(-1) : result;
      return typeof last === "object" && last !== null && "rows" in last && Array.isArray(last.rows) ? last.rows : [];
    },
    async drop() {
      await client.end();
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
}

/** A database of its own for a record store. */
export interface StoreDatabase extends TestDatabase {
  /** Without a password. */
  readonly url: string;
  /** The variable that has the password, if the server needs one. */
  readonly env: ReadonlyMap<string, string>;
}

/** Creates a database for a record store. */
export async function temporaryPostgresUrl(): Promise<StoreDatabase> {
  const database = await temporaryPostgres();
  const { host, port, user } = database.properties;
  const password = postgresServer?.password ?? "";
  return {
    ...database,
    url: `postgres://${encodeURIComponent(user)}@${host}:${port}/${database.name}`,
    env: new Map(password === "" ? [] : [["PGPASSWORD", password]]),
  };
}

/** Creates a database. `options` are appended to CREATE DATABASE. */
export async function temporaryMysql(options = ""): Promise<TestDatabase> {
  if (mysqlServer === undefined) throw new Error("no MySQL server answers");
  const { host, port, user, password } = mysqlServer;
  const name = uniqueName();
  const client = await createConnection({ host, port, user, password, rowsAsArray: true, multipleStatements: true });
  client.on("error", () => undefined);
  await client.query(`CREATE DATABASE ${name} ${options}; USE ${name}`);
  return {
    name,
    properties: { host, port, user, database: name },
    async run(sql) {
      const [rows] = await client.query(sql);
      const last: unknown = Array.isArray(rows) && Array.isArray(rows[0]) ? rows : [];
      return Array.isArray(last) ? last : [];
    },
    async drop() {
      await client.query(`DROP DATABASE ${name}`);
      await client.end();
    },
  };
}
