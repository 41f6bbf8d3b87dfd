import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isWctError } from "../../diagnostics/index.ts";
import { isPostgresUrl, postgresAddress } from "./address.ts";

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "wct-address-"));
});

afterEach(() => rmSync(home, { recursive: true }));

const read = (url: string, env: Readonly<Record<string, string>> = {}) =>
  postgresAddress(url, new Map(Object.entries({ HOME: home, ...env })));

/** Writes a file in the home folder that only its owner may read. */
function write(name: string, text: string, mode = 0o600): string {
  const path = join(home, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

const refusal = (url: string): string => {
  try {
    read(url);
  } catch (error) {
    if (isWctError(error)) return `${error.code} ${error.message} ${error.diagnostics[0]?.hint ?? ""}`;
    throw error;
  }
  return "";
};

test.each([
  ["postgres://db/wct", true],
  ["postgresql:///wct", true],
  ["POSTGRES://db/wct", true],
  [".wct", false],
  ["postgres", false],
  ["./postgres:x", false],
  ["mysql://db/wct", false],
  ["C:\\records", false],
])("%s names a database: %s", (text, expected) => {
  expect(isPostgresUrl(text)).toBe(expected);
});

describe("the URL of a store", () => {
  test("has all parts, and is shown without its password", () => {
    const address = read("postgres://ann:p%40ss%2Fword@db.example.org:6543/team?sslmode=require&connect_timeout=3");
    expect(address).toMatchObject({
      ...{ host: "db.example.org", port: 6543, user: "ann", password: "p@ss/word", database: "team" },
      connectTimeout: 3,
      shown: "postgres://ann@db.example.org:6543/team",
    });
    expect(address.tls.mode).toBe("require");
  });

  test("takes from variables what it does not name, as psql does", () => {
    const env = { PGHOST: "db", PGPORT: "5433", PGUSER: "ben", PGPASSWORD: "secret", PGDATABASE: "other" };
    expect(read("postgres:///wct", env)).toMatchObject({
      ...{ host: "db", port: 5433, user: "ben", password: "secret", database: "wct", shown: "postgres://db:5433/wct" },
    });
    expect(read("postgres://", env).database).toBe("other");
    expect(read("postgres://ann@", { PGHOST: "db", PGDATABASE: "wct" }).user).toBe("ann");
    expect(read("postgres://localhost").database).toBe(userInfo().username);
  });

  test("may name a socket, and IPv6", () => {
    const socket = read("postgres:///wct?host=/run/pg");
    expect([socket.host, socket.shown, socket.tls.mode]).toEqual([
      "/run/pg",
      "postgres:///wct?host=/run/pg",
      "disable",
    ]);
    const address = read("postgres://[2001:db8::1]:6000/wct");
    expect([address.host, address.shown]).toEqual(["2001:db8::1", "postgres://[2001:db8::1]:6000/wct"]);
  });

  test.each([
    ["postgres://localhost/wct", "disable"],
    ["postgres://127.0.0.1/wct", "disable"],
    ["postgres://[::1]/wct", "disable"],
    ["postgres://db.example.org/wct", "verify-full"],
    ["postgres://192.0.2.1/wct", "verify-full"],
    ["postgres://db.example.org/wct?sslmode=prefer", "prefer"],
    ["postgres://db.example.org/wct?sslmode=allow", "prefer"],
    ["postgres://db.example.org/wct?sslmode=verify-ca", "verify-ca"],
    ["postgres://localhost/wct?sslmode=verify-full", "verify-full"],
  ])("%s has the TLS mode %s", (url, mode) => {
    expect(read(url).tls.mode).toBe(mode);
  });

  test("reads certificates from files", () => {
    const ca = write("ca.pem", "the authority");
    expect(read(`postgres://db/wct?sslrootcert=${ca}`).tls.ca).toBe("the authority");
    expect(read("postgres://db/wct?sslrootcert=system").tls.ca).toBeUndefined();
    expect(refusal("postgres://db/wct?sslrootcert=/nowhere/ca.pem")).toContain(
      '"/nowhere/ca.pem" that sslrootcert names',
    );
  });

  test.each([
    ["postgres://db:port/wct", "is not a URL"],
    ["postgres://db:0/wct", "has a port"],
    ["postgres://db/a/b", "does not name one database"],
    ["postgres://db/wct?sslmode=strict", "has a TLS mode"],
    ["postgres://db/wct?application_name=x", "has a parameter that is not known: application_name"],
    ["postgres://db/wct#x", "is not a URL"],
    ["postgres://db/100%", "has a part with an incomplete percent code"],
  ])("%s is refused: it %s", (url, reason) => {
    expect(refusal(url)).toContain(`WCT_USAGE the store "postgres://…" ${reason}`);
  });

  test("is never repeated with any part of a password, however it is written", () => {
    const secret = fc.string({ minLength: 6, maxLength: 12, unit: fc.constantFrom(..."hunter2/#?@:%&=+") });
    fc.assert(
      fc.property(secret, fc.constantFrom("", ":5432"), (password, port) => {
        const texts: string[] = [];
        try {
          texts.push(read(`postgres://ann:${password}@db${port}/wct`).shown);
        } catch (error) {
          texts.push(isWctError(error) ? `${error.message} ${error.diagnostics[0]?.hint ?? ""}` : String(error));
        }
        const parts = password.split(/[^a-z0-9]/).filter((part) => part.length > 3);
        // Where a part is taken for the host or the name, it is no password: nothing follows the "@" then.
        for (const part of parts) expect(texts[0]?.includes(part)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

describe("the password file", () => {
  const passwords = [
    "# db:5432:wct:ann:commented",
    "db:5432:other:ann:wrong database",
    "db:6000:wct:ann:wrong port",
    "db:*:wct:ann:fits",
    "*:*:*:ann:later",
    "localhost:5432:wct:cy\\:d:with\\:colon\\\\",
  ].join("\n");

  test("has the password of the first line that fits", () => {
    write(".pgpass", passwords);
    expect(read("postgres://ann@db/wct").password).toBe("fits");
    expect(read("postgres://ann@elsewhere/wct").password).toBe("later");
    expect(read("postgres://eve@db/wct").password).toBeUndefined();
    expect(read("postgres://cy%3Ad@localhost/wct").password).toBe("with:colon\\");
    expect(read("postgres://cy%3Ad@/wct?host=/run/pg").password).toBe("with:colon\\");
  });

  test("may be another one, and comes after the URL and PGPASSWORD", () => {
    const other = write("passwords", "*:*:*:*:from the other");
    expect(read("postgres://ann@db/wct", { PGPASSFILE: other }).password).toBe("from the other");
    expect(read(`postgres://ann@db/wct?passfile=${other}`).password).toBe("from the other");
    expect(read("postgres://ann@db/wct", { PGPASSFILE: other, PGPASSWORD: "variable" }).password).toBe("variable");
    expect(read("postgres://ann:url@db/wct", { PGPASSFILE: other }).password).toBe("url");
  });

  test.skipIf(process.platform === "win32")("is ignored if others may read it", () => {
    write(".pgpass", passwords, 0o640);
    expect(read("postgres://ann@db/wct").password).toBeUndefined();
  });
});

describe("a service file", () => {
  const services =
    "[other]\nhost=wrong\n\n# ours\n[team]\nhost=db.example.org\nport = 6000\nuser=ann\ndbname=wct\nsslmode=require\n[last]\nhost=wrong\n";

  test("has what the URL does not name", () => {
    write(".pg_service.conf", services);
    const address = read("postgres://?service=team", { PGHOST: "variable" });
    expect(address).toMatchObject({ host: "db.example.org", port: 6000, user: "ann", database: "wct" });
    expect(address.shown).toBe("postgres://db.example.org:6000/wct");
    expect(read("postgres:///mine", { PGSERVICE: "team" })).toMatchObject({ host: "db.example.org", database: "mine" });
  });

  test("may be another one; a service that is in none is an error", () => {
    const file = write("services", services);
    expect(read("postgres://?service=team", { PGSERVICEFILE: file }).user).toBe("ann");
    expect(read("postgres://?service=team", { PGSYSCONFDIR: "/nowhere", PGSERVICEFILE: file }).port).toBe(6000);
    expect(refusal("postgres://?service=nobody")).toContain('the service "nobody" is not defined');
  });
});
