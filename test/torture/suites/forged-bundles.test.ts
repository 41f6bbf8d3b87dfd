import { testSuite } from "../suite-test.ts";
import { forgedBundles } from "./forged-bundles.ts";

testSuite(forgedBundles, { timeout: 300_000 });
