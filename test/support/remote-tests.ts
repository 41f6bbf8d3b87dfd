import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { type StoreDatabase, temporaryPostgresUrl } from "../../src/testing/servers/index.ts";
import { RemoteProject } from "./remote-project.ts";

/** Gives each test a project over an empty database, which the tests of the file share. */
export function remoteTests(): { readonly database: () => StoreDatabase; readonly remote: () => RemoteProject } {
  let database: StoreDatabase | null = null;
  let remote: RemoteProject | null = null;
  const there = <T>(one: T | null): T => {
    if (one === null) throw new Error("it is there only while a test runs");
    return one;
  };

  beforeAll(async () => {
    database = await temporaryPostgresUrl();
  });
  afterAll(() => database?.drop());
  beforeEach(async () => {
    await database?.run("DROP SCHEMA IF EXISTS wct CASCADE; DROP SCHEMA IF EXISTS wct_jobs CASCADE");
    remote = new RemoteProject(() => there(database));
  });
  afterEach(async () => {
    await remote?.end();
    remote?.project[Symbol.dispose]();
  });
  return { database: () => there(database), remote: () => there(remote) };
}
