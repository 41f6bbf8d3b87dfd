import { type Diagnostic, diagnostic } from "../../../diagnostics/index.ts";
import type { FoundServer } from "./data-source.ts";

/** The address of a database, without its password. */
export interface DatabaseAddress extends Pick<FoundServer, "kind" | "database" | "hasPassword"> {
  /** The address with `PASSWORD` in place of the password, and without other parameters than the mode of TLS. */
  readonly shown: string;
}

const kinds: Readonly<Record<string, { readonly kind: FoundServer["kind"]; readonly user: string }>> = {
  postgres: { kind: "postgres", user: "postgres" },
  postgresql: { kind: "postgres", user: "postgres" },
  mysql: { kind: "mysql", user: "root" },
  mariadb: { kind: "mysql", user: "root" },
};

const schemeOf = (written: string): string | undefined =>
  /^([a-z][a-z0-9+.-]*(?::[a-z][a-z0-9+.-]*)?):\/\//i.exec(written)?.[1]?.toLowerCase();

/** Returns whether what the user wrote is a URL, not a path. */
export const isUrl = (written: string): boolean => schemeOf(written) !== undefined;

/** Reads the address of a database. A mistake quotes only the scheme: any other part may belong to a password. */
export function databaseAddress(written: string): DatabaseAddress | Diagnostic {
  const scheme = schemeOf(written) ?? "";
  const found = Object.hasOwn(kinds, scheme) ? kinds[scheme] : undefined;
  if (found === undefined) return unknownScheme(scheme);
  const hint = `write it like ${scheme}://user@host/database; percent-encode special characters in its parts`;
  const mistake = (is: string): Diagnostic =>
    diagnostic("WCT_USAGE", { message: `the address "${scheme}://…" ${is}`, hint });
  const url = URL.parse(written);
  if (url === null) return mistake("is not a URL");
  const database = decoded(url.pathname.slice(1));
  if (database === undefined) return mistake("has an incomplete percent code");
  // An unencoded / ? or # in a password ends the host early, so that the rest of the password would be a name.
  const isCut = /@/.test(`${url.pathname}${url.search}${url.hash}`);
  if (isCut || database === "" || /[/:]/.test(url.pathname.slice(1))) return mistake("does not name one database");
  const user = url.username === "" ? found.user : url.username;
  const host = url.host === "" ? "localhost" : url.host;
  return {
    ...{ kind: found.kind, database, hasPassword: url.password !== "" || url.searchParams.has("password") },
    shown: `${scheme}://${user}:PASSWORD@${host}${url.pathname}${tlsMode(url)}`,
  };
}

function unknownScheme(scheme: string): Diagnostic {
  return /^(?:file|sqlite3?)$/.test(scheme)
    ? diagnostic("WCT_USAGE", {
        message: `"${scheme}://…" is the address of a file`,
        hint: "name its path: `wct init ./shop.db`",
      })
    : diagnostic("WCT_USAGE", {
        message: `"${scheme}://…" is not the address of a database that wct reads`,
        hint: "write postgres://user@host/database or mysql://user@host/database; plugins bring other connectors",
      });
}

function tlsMode({ searchParams }: URL): string {
  const mode = [...searchParams].find(([name]) => /^ssl[-_]?mode$/.test(name));
  return mode === undefined ? "" : `?${new URLSearchParams([mode]).toString()}`;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
