import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Secret } from "../../plugin/index.ts";
import { collect, fakeContext } from "../../testing/component-context.ts";
import { postgresServer } from "../../testing/database-servers.ts";
import { serverProxy } from "../../testing/server-proxy.ts";
import { postgresConfig } from "./config.ts";
import { postgres } from "./index.ts";

const tlsFolder = join(import.meta.dirname, "../../../test/fixtures/tls");
const certificate = {
  key: readFileSync(join(tlsFolder, "server.key"), "utf8"),
  cert: readFileSync(join(tlsFolder, "server.pem"), "utf8"),
};
const authority = join(tlsFolder, "ca.pem");

function connecting(properties: object) {
  const config = postgresConfig.parse({ database: "postgres", connect_timeout: 5, ...properties });
  const context = fakeContext({ config: { ...config, password: new Secret("hunter2", "${PW}"), schema_only: true } });
  return collect(postgres.extract(context)).then(() => context.told.notes.map(({ text }) => text)[0]);
}

/** Answers each connection with the given bytes. */
async function answering(bytes: Buffer | string, work: (port: number) => Promise<void>): Promise<void> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => socket.end(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  try {
    await work(typeof address === "object" && address !== null ? address.port : 0);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

function errorResponse(code: string, message: string): Buffer {
  const body = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write("E");
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

describe("a PostgreSQL connection that fails", () => {
  test.each([
    ["28P01", 'password authentication failed for user "app"', "LOGIN_REFUSED"],
    ["28000", "no pg_hba.conf entry", "LOGIN_REFUSED"],
    ["3D000", 'database "postgres" does not exist', "DATABASE_UNKNOWN"],
    ["53300", "too many clients", "SERVER_BUSY"],
    ["XX000", "odd\nthing", "CONNECTION_REFUSED"],
  ])("tells what the server says: %s", async (sqlState, message, code) => {
    await answering(errorResponse(sqlState, message), async (port) => {
      const text = `PostgreSQL refuses the connection: ${message.replace("\n", " ")}`;
      await expect(connecting({ host: "127.0.0.1", port })).rejects.toMatchObject({ code, message: text });
    });
  });

  test("does not repeat the password if the server does", async () => {
    await answering(errorResponse("28P01", 'wrong password "hunter2"'), async (port) => {
      await expect(connecting({ host: "127.0.0.1", port })).rejects.toThrow('wrong password "***"');
    });
  });

  test.each([
    ["HTTP/1.1 400 Bad Request\r\n\r\n", "disable"],
    ["", "disable"],
    ["", "require"],
    ["N", "disable"],
    ["S", "require"],
    ["\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000", "disable"],
  ])("because something else answers (%j, %s) says so", async (bytes, mode) => {
    await answering(bytes, async (port) => {
      const failing = connecting({ host: "127.0.0.1", port, ssl: { mode }, connect_timeout: 1 });
      await expect(failing).rejects.toMatchObject({ name: "ComponentFailure" });
      await expect(failing).rejects.toThrow(/PostgreSQL at 127\.0\.0\.1:\d+\/postgres cannot be reached|TLS with 127/);
    });
  });

  test("because nothing listens, or no host has the name, says so", async () => {
    let closed = 0;
    await answering("", async (port) => {
      closed = port;
    });
    await expect(connecting({ host: "127.0.0.1", port: closed })).rejects.toMatchObject({
      code: "SERVER_UNREACHABLE",
      message: `PostgreSQL at 127.0.0.1:${closed}/postgres cannot be reached: nothing listens there`,
    });
    await expect(connecting({ host: "no-such-host.invalid" })).rejects.toMatchObject({ code: "SERVER_UNREACHABLE" });
    await expect(connecting({ host: "/nowhere" })).rejects.toThrow("there is no such socket");
  });

  test("because the server never answers ends after connect_timeout", async () => {
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    await expect(connecting({ host: "127.0.0.1", port, connect_timeout: 0.2 })).rejects.toThrow(
      "does not answer in time",
    );
    server.close();
  });
});

describe.skipIf(postgresServer === undefined)("TLS with PostgreSQL [needs PostgreSQL]", () => {
  const server = postgresServer ?? { host: "", port: 0, user: "", password: "" };
  const at = (port: number, host: string, ssl: object) => connecting({ host, port, user: server.user, ssl });
  const ca_file = authority;

  test("is checked as ssl.mode says", async () => {
    await using proxy = await serverProxy({ ...server, tls: certificate });
    expect(await at(proxy.port, "127.0.0.1", { mode: "require" })).toContain("encrypted, certificate not checked");
    expect(await at(proxy.port, "127.0.0.1", { mode: "prefer" })).toContain("encrypted, certificate not checked");
    expect(await at(proxy.port, "127.0.0.1", { mode: "verify-ca", ca_file })).toContain(
      "encrypted, certificate checked",
    );
    expect(await at(proxy.port, "localhost", { mode: "verify-full", ca_file })).toContain("certificate and host name");
  });

  test("fails with the reason if the certificate does not hold", async () => {
    await using proxy = await serverProxy({ ...server, tls: certificate });
    const failing = (host: string, ssl: object) => expect(at(proxy.port, host, ssl)).rejects;
    await failing("localhost", { mode: "verify-full" }).toThrow("the certificate authority is not known");
    await failing("localhost", { mode: "verify-ca" }).toMatchObject({ code: "TLS_FAILED" });
    await failing("127.0.0.1", { mode: "verify-full", ca_file }).toThrow("the certificate is for another host name");
  });

  test("that the server does not offer is a failure, except with prefer", async () => {
    await using proxy = await serverProxy({ ...server, tls: "refused" });
    await expect(at(proxy.port, "127.0.0.1", { mode: "require" })).rejects.toMatchObject({ code: "TLS_FAILED" });
    expect(await at(proxy.port, "127.0.0.1", { mode: "prefer" })).toContain("not encrypted");
  });
});
