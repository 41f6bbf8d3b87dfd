import { testSuite } from "../suite-test.ts";
import { damagedBundles, damagedDatabase, damagedHeads, damagedLog, damagedObjects } from "./damage.ts";

for (const suite of [damagedDatabase, damagedLog, damagedObjects, damagedHeads, damagedBundles]) testSuite(suite);
