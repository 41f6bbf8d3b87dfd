import { type DatabaseAddress, databaseAddress } from "./database-address.ts";
import type { LeftOut } from "./left-out.ts";

type Environment = ReadonlyMap<string, string>;

/** Variables that frameworks and hosts use for the address of a database. */
const usual = ["DATABASE_URL", "POSTGRES_URL", "POSTGRESQL_URL", "MYSQL_URL", "MARIADB_URL"];

const labels: Readonly<Record<DatabaseAddress["kind"], string>> = { postgres: "PostgreSQL", mysql: "MySQL" };

/** Returns the databases that the environment names, with how to read them. Contains no values. */
export function environmentDatabases(env: Environment): readonly LeftOut[] {
  const found = usual.flatMap((name) => {
    const address = databaseAddress(env.get(name) ?? "");
    if (!("kind" in address)) return [];
    const reason = `the address of a ${labels[address.kind]} database; name "$${name}" as a path to read it`;
    return [{ path: name, reason }];
  });
  const has = (name: string): boolean => (env.get(name) ?? "") !== "";
  // The host may also be a folder with a socket, which does not fit into a URL.
  if (found.length > 0 || !has("PGDATABASE") || !has("PGHOST") || env.get("PGHOST")?.startsWith("/")) return found;
  const user = has("PGUSER") ? "$PGUSER@" : "";
  const port = has("PGPORT") ? ":$PGPORT" : "";
  const reason = `the name of a PostgreSQL database; name "postgres://${user}$PGHOST${port}/$PGDATABASE" as a path to read it`;
  return [{ path: "PGDATABASE", reason }];
}

/** Returns the variable that has this value; a usual one before others. */
export function variableWith(env: Environment, value: string): string | undefined {
  const names = [...env].filter(([, held]) => held === value).map(([name]) => name);
  const usable = names.filter((name) => /^[A-Za-z][A-Za-z0-9_]*$/.test(name)).toSorted();
  return usual.find((name) => usable.includes(name)) ?? usable[0];
}

/** Returns `DATABASE_URL`, or the first of `DATABASE_URL_2`, … that is neither set nor taken. */
export function freeVariable(env: Environment, taken: ReadonlySet<string>): string {
  const isFree = (name: string): boolean => !taken.has(name) && !env.has(name);
  if (isFree("DATABASE_URL")) return "DATABASE_URL";
  let number = 2;
  while (!isFree(`DATABASE_URL_${number}`)) number += 1;
  return `DATABASE_URL_${number}`;
}
