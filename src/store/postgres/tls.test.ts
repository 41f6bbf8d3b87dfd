import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PrivatePostgres, postgresPrograms, privatePostgres } from "../../testing/servers/index.ts";
import { openRecordStore } from "../record-store.ts";

/** Makes an authority, and a certificate of it for `localhost`. */
function makeCertificates(folder: string, authority: string): void {
  const openssl = (...args: readonly string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const [ca, caKey] = [`${authority}.pem`, `${authority}.key`];
  openssl("req", "-x509", ...key, "-subj", "/CN=Test authority", "-days", "2", "-keyout", caKey, "-out", ca);
  const names = ["-subj", "/CN=server", "-addext", "subjectAltName=DNS:localhost"];
  const server = [`${authority}-server.key`, `${authority}-server.pem`] as const;
  openssl(
    "req",
    "-x509",
    ...key,
    ...names,
    "-days",
    "2",
    "-CA",
    ca,
    "-CAkey",
    caKey,
    "-keyout",
    server[0],
    "-out",
    server[1],
  );
}

describe.skipIf(postgresPrograms === undefined)(
  "TLS with an authority of one's own [needs programs of PostgreSQL]",
  () => {
    let server: PrivatePostgres;
    const file = (name: string) => join(server.folder, name);

    beforeAll(async () => {
      server = await privatePostgres();
      makeCertificates(server.folder, "ours");
      makeCertificates(server.folder, "theirs");
      for (const name of ["ours-server.key", "ours-server.pem"]) server.own(name);
      await server.run(`ALTER SYSTEM SET ssl_cert_file = '${file("ours-server.pem")}'`);
      await server.run(`ALTER SYSTEM SET ssl_key_file = '${file("ours-server.key")}'`);
      await server.run("ALTER SYSTEM SET ssl = on");
      // The test's own statements are those of the owner, without TLS.
      await server.run("CREATE ROLE client LOGIN SUPERUSER");
      const rules = "hostnossl all client 127.0.0.1/32 reject\nhost all all 127.0.0.1/32 trust\n";
      writeFileSync(join(server.folder, "data/pg_hba.conf"), rules);
      await server.stop("fast");
      await server.start();
    });
    afterAll(() => server[Symbol.asyncDispose]());

    const at = async (host: string, parameters: string): Promise<readonly string[]> => {
      const url = `postgres://client@${host}:${server.port}/wct?${parameters}`;
      const store = await openRecordStore({ url, env: new Map(), mode: "write" });
      try {
        return await store.executions.ids();
      } finally {
        await store.close();
      }
    };

    test("is verified in full: authority and host name", async () => {
      expect(await at("localhost", `sslmode=verify-full&sslrootcert=${file("ours.pem")}`)).toEqual([]);
      // On another machine than this one it is the default.
      const env = new Map([["PGSSLROOTCERT", file("ours.pem")]]);
      const url = `postgres://client@localhost:${server.port}/wct?sslmode=verify-full`;
      await (await openRecordStore({ url, env, mode: "read" })).close();
    });

    test.each([
      [
        "another authority of the same name",
        "localhost",
        "theirs.pem",
        "the certificate authority is not known",
        /sslrootcert=/,
      ],
      ["another host", "127.0.0.1", "ours.pem", "for another host name", /name the host as the certificate does/],
      ["no authority", "localhost", null, "the certificate authority is not known", /sslrootcert=\/path\/ca.pem/],
    ] as const)("refuses %s, and says what to do", async (_, host, ca, what, hint) => {
      const root = ca === null ? "" : `&sslrootcert=${file(ca)}`;
      await expect(at(host, `sslmode=verify-full${root}`)).rejects.toMatchObject({
        code: "WCT_STORE_UNREADABLE",
        message: expect.stringContaining(what),
        diagnostics: [{ hint: expect.stringMatching(hint) }],
      });
    });

    test("is needed where the server refuses logins without", async () => {
      await expect(at("127.0.0.1", "sslmode=disable")).rejects.toMatchObject({
        code: "WCT_STORE_UNREADABLE",
        message: expect.stringContaining("the server refuses the login"),
      });
    });
  },
);
