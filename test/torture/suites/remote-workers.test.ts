import { postgresPrograms } from "../../../src/testing/servers/index.ts";
import { testSuite } from "../suite-test.ts";
import { remoteWorkers } from "./remote-workers.ts";

testSuite(remoteWorkers, { timeout: 180_000, lacks: postgresPrograms === undefined ? "programs of PostgreSQL" : null });
