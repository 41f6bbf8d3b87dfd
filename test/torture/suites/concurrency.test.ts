import { testSuite } from "../suite-test.ts";
import { concurrency } from "./concurrency.ts";

testSuite(concurrency, { timeout: 300_000 });
