import { postgresPrograms } from "../../../src/testing/servers/index.ts";
import { testSuite } from "../suite-test.ts";
import { remoteCoordinators } from "./remote-coordinators.ts";

testSuite(remoteCoordinators, {
  timeout: 180_000,
  lacks: postgresPrograms === undefined ? "programs of PostgreSQL" : null,
});
