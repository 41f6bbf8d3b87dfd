import { postgresPrograms } from "../../../src/testing/servers/index.ts";
import { testSuite } from "../suite-test.ts";
import { remoteServers } from "./remote-servers.ts";

testSuite(remoteServers, { timeout: 180_000, lacks: postgresPrograms === undefined ? "programs of PostgreSQL" : null });
