import { testSuite } from "../suite-test.ts";
import { endings } from "./endings.ts";

testSuite(endings, { timeout: 600_000 });
