import { join } from "node:path";
import { expect, test } from "vitest";
import { Secret } from "../../plugin/index.ts";
import { serverAddress } from "./address.ts";
import type { ServerConfig } from "./config.ts";

const scheme = { protocols: ["postgres:"], port: 5432, user: "postgres", example: "postgres://user@host/database" };
const fixtures = join(import.meta.dirname, "../../../test/fixtures/tls");

const config = (properties: Partial<ServerConfig>): ServerConfig => ({
  ...{ ssl: {}, connect_timeout: 1, statement_timeout: 1, lock_timeout: 1, tables: { include: [], exclude: [] } },
  ...{ max_rows_per_table: 1, seed: 1, schema_only: false, max_cell_chars: 1, sampling: "first" },
  ...properties,
});

const ofUrl = (url: string, ssl: ServerConfig["ssl"] = {}) =>
  serverAddress(config({ url: new Secret(url, "${DB}"), ssl }), scheme);

test("a URL gives every part, decoded, and is shown as its placeholder", () => {
  expect(
    ofUrl("postgres://an%40na:p%2Fw%20%E2%82%AC@db.example.org:6432/my%20shop?sslmode=require&pgbouncer=true"),
  ).toEqual({
    ...{ host: "db.example.org", port: 6432, user: "an@na", password: "p/w €", database: "my shop" },
    ...{ tls: { mode: "require", ca: undefined }, shown: "${DB}", ignored: ["pgbouncer"] },
  });
  expect(ofUrl("postgres://%2Fvar%2Frun/shop")).toMatchObject({
    host: "/var/run",
    user: "postgres",
    password: undefined,
  });
  expect(ofUrl("postgres://[::1]/shop")).toMatchObject({ host: "::1", port: 5432 });
});

test("properties give an address that is shown without user and password", () => {
  const password = new Secret("hunter2", "${PW}");
  expect(serverAddress(config({ host: "db", user: "u", password, database: "shop" }), scheme)).toMatchObject({
    ...{ host: "db", port: 5432, user: "u", password: "hunter2", database: "shop", shown: "db/shop" },
  });
  expect(serverAddress(config({ host: "db", port: 1, database: "shop" }), scheme)).toMatchObject({
    shown: "db:1/shop",
  });
});

test("the certificate is checked, except for a server on this machine", () => {
  const modeAt = (url: string) => {
    const address = ofUrl(url);
    return "tls" in address ? address.tls.mode : address;
  };
  expect(modeAt("postgres://db.example.org/shop")).toBe("verify-full");
  for (const host of ["localhost", "127.0.0.1", "[::1]", "%2Ftmp"])
    expect(modeAt(`postgres://${host}/shop`)).toBe("disable");
  expect(modeAt("postgres://127.0.0.1.example.org/shop")).toBe("verify-full");
});

test("ssl.mode takes precedence over the URL", () => {
  expect(ofUrl("postgres://db/shop?sslmode=disable", { mode: "verify-ca" })).toMatchObject({
    tls: { mode: "verify-ca" },
  });
});

test.each([
  ["hunter2", "${DB} is not a URL"],
  ["", "${DB} is not a URL"],
  ["mysql://u:hunter2@h/d", "${DB} does not start with postgres://"],
  ["postgres://u:hunter2@h/", "${DB} does not name one database"],
  ["postgres://u:hunter2@h/a/b", "${DB} does not name one database"],
  ["postgres://u:hunter2%@h/d", "${DB} has a part with an incomplete percent code"],
  ["postgres://u:hunter2@h/d?sslmode=maybe", "${DB} has a TLS mode that is not known"],
])("a mistake in a URL is told without its parts: %s", (url, problem) => {
  expect(ofUrl(url)).toEqual({ problem, hint: expect.not.stringContaining("hunter2") });
});

test("a file that is no certificate is refused before a connection is opened", () => {
  const ca = (name: string) => ofUrl("postgres://db/shop", { ca_file: { path: join(fixtures, name), shown: name } });
  expect(ca("ca.pem")).toMatchObject({ tls: { ca: expect.stringContaining("BEGIN CERTIFICATE") } });
  expect(ca("server.key")).toMatchObject({ problem: '"server.key" contains no certificate' });
  expect(ca("gone.pem")).toMatchObject({ problem: '"gone.pem" cannot be read' });
});
