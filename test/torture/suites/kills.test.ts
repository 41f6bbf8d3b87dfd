import { testSuite } from "../suite-test.ts";
import { kills } from "./kills.ts";

testSuite(kills, { timeout: 300_000 });
